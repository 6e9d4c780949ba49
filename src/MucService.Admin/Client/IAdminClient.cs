namespace MucService.Admin.Client;

/// <summary>The admin API of a node. Every method fails with <see cref="AdminException"/>.</summary>
internal interface IAdminClient : IDisposable
{
    /// <summary>How the node is.</summary>
    Task<NodeView> StatusAsync(CancellationToken cancel);

    /// <summary>What the node has refused, most first.</summary>
    Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel);

    /// <summary>What the node's process holds.</summary>
    /// <param name="collect">Whether it collects what is dead before, which stops it for that time.</param>
    /// <param name="cancel">Gives up.</param>
    Task<MemoryView> MemoryAsync(bool collect, CancellationToken cancel);

    /// <summary>Who is not let in.</summary>
    Task<BlocksView> ListBlocksAsync(CancellationToken cancel);

    /// <summary>Lets somebody, or a domain, in no more.</summary>
    Task<DoneView> AddBlockAsync(string jid, CancellationToken cancel);

    /// <summary>Lets somebody, or a domain, in again.</summary>
    Task<DoneView> RemoveBlockAsync(string jid, CancellationToken cancel);

    /// <summary>A page of the list of rooms.</summary>
    Task<RoomPage> ListRoomsAsync(string? service, string? after, int limit, CancellationToken cancel);

    /// <summary>One room.</summary>
    Task<RoomView> ShowRoomAsync(string room, CancellationToken cancel);

    /// <summary>Destroys a room.</summary>
    Task<DoneView> DestroyRoomAsync(string room, string? alternative, string? reason, CancellationToken cancel);

    /// <summary>Retires a service for good.</summary>
    Task<DoneView> RetireServiceAsync(string service, string? reason, CancellationToken cancel);

    /// <summary>A page of the rooms that were destroyed.</summary>
    Task<IReadOnlyList<TombstoneView>> ListTombstonesAsync(string? service, string? after, int limit, CancellationToken cancel);

    /// <summary>Forgets that a room was destroyed.</summary>
    Task<DoneView> ForgetRoomAsync(string room, CancellationToken cancel);

    /// <summary>Who is in a room.</summary>
    Task<IReadOnlyList<OccupantView>> ListOccupantsAsync(string room, CancellationToken cancel);

    /// <summary>Removes an occupant from a room.</summary>
    Task<DoneView> KickAsync(string room, string nick, string? reason, CancellationToken cancel);

    /// <summary>All links of the node's rooms.</summary>
    Task<IReadOnlyList<LinkView>> ListLinksAsync(CancellationToken cancel);

    /// <summary>One link.</summary>
    Task<LinkView> ShowLinkAsync(string remote, string? service, CancellationToken cancel);

    /// <summary>What the loss of a link would do.</summary>
    Task<LossView> SimulateLossAsync(string remote, string? service, CancellationToken cancel);

    /// <summary>Who was removed lately without anybody wanting it: of a session, an account or a domain, or all. Newest first.</summary>
    Task<IReadOnlyList<RemovalView>> ListRemovalsAsync(string? jid, CancellationToken cancel);

    /// <summary>Holds a link up or down.</summary>
    Task<LinkView> HoldLinkAsync(string remote, string? service, HoldAs state, CancellationToken cancel);

    /// <summary>Lets a link be judged again.</summary>
    Task<LinkView> ReleaseLinkAsync(string remote, string? service, CancellationToken cancel);

    /// <summary>Probes a link now, and waits for the outcome.</summary>
    Task<LinkView> ProbeLinkAsync(string remote, string? service, CancellationToken cancel);

    /// <summary>Has the host close its connection to a domain.</summary>
    Task<DoneView> DropLinkAsync(string remote, string? service, CancellationToken cancel);
}
