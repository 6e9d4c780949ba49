using System.Text.Json.Serialization;

namespace MucService.Admin.Client;

/// <summary>How a link is held.</summary>
internal enum HoldAs
{
    /// <summary>Rooms are told that it is up.</summary>
    Up,

    /// <summary>Rooms are told that it is down.</summary>
    Down,
}

/// <summary>How the node is.</summary>
internal sealed record NodeView(
    string Version, DateTimeOffset StartedAt, bool Ready, string? StorageDownReason, IReadOnlyList<ServiceView> Services, IReadOnlyList<StreamView> Streams, IReadOnlyList<ClusterNodeView>? Nodes, long Refusals);

/// <summary>A node of the cluster, as the one that was asked sees it.</summary>
internal sealed record ClusterNodeView(string Address, string State, bool This);

/// <summary>How often a node refused something for a reason, since it was started.</summary>
internal sealed record RefusalView(string Reason, string Condition, long Count);

/// <summary>What the process holds, in bytes: objects that live or were not collected yet, what the heap keeps for them, and all of it that is resident.</summary>
internal sealed record MemoryView(long HeapBytes, long CommittedBytes, long ResidentBytes);

/// <summary>Who is not let in.</summary>
internal sealed record BlocksView(IReadOnlyList<BlockView> Blocked, IReadOnlyList<BlockListView> Lists);

/// <summary>Somebody, or a domain, whom the operator blocks.</summary>
/// <param name="Jid">Who.</param>
/// <param name="By"><c>configuration</c> or <c>added</c>.</param>
internal sealed record BlockView(string Jid, string By);

/// <summary>A list of others.</summary>
/// <param name="Name">Service and node.</param>
/// <param name="Entries">How many entries hold.</param>
/// <param name="State">How it stands, for a person.</param>
/// <param name="HeardAt">When its publisher was last heard; null if not since the start.</param>
internal sealed record BlockListView(string Name, int Entries, string State, DateTimeOffset? HeardAt);

/// <summary>A service and how many rooms it has; null while storage does not say.</summary>
internal sealed record ServiceView(string Domain, long? Rooms);

/// <summary>A stream to a host.</summary>
internal sealed record StreamView(string Domain, string Server, bool Open, string? Reason, DateTimeOffset Since);

/// <summary>A page of the list of rooms.</summary>
internal sealed record RoomPage(IReadOnlyList<RoomRow> Items, long Total, string? Next);

/// <summary>A room in the list.</summary>
internal sealed record RoomRow(string Room, string Name, int Occupants, bool Persistent, bool Public, bool MembersOnly, bool Locked, DateTimeOffset CreatedAt);

/// <summary>A room by itself.</summary>
internal sealed record RoomView(
    string Room,
    string Name,
    string Description,
    string? Subject,
    bool Locked,
    bool Persistent,
    bool Public,
    bool MembersOnly,
    bool Moderated,
    bool PasswordProtected,
    bool RealJidsVisible,
    int MaxOccupants,
    int Occupants,
    IReadOnlyList<AffiliationView> Affiliations,
    DateTimeOffset CreatedAt);

/// <summary>A room that was destroyed, and who may create it anew until its tombstone goes.</summary>
internal sealed record TombstoneView(
    string Room, DateTimeOffset DestroyedAt, DateTimeOffset Until, string? Alternative, string? Reason, IReadOnlyList<string> Heirs);

/// <summary>An entry of a room's lists.</summary>
internal sealed record AffiliationView(string Jid, string Affiliation);

/// <summary>An occupant.</summary>
internal sealed record OccupantView(string Nick, string RealJid, string Role, string Affiliation, IReadOnlyList<SessionView> Sessions);

/// <summary>A session of an occupant.</summary>
internal sealed record SessionView(string RealJid, DateTimeOffset EnteredAt, string Link, bool AnnouncesAnnotations);

/// <summary>A link; how many sessions are behind it and how many of them missed something is told only of a single one.</summary>
internal sealed record LinkView(
    string Service,
    string Remote,
    string State,
    string Told,
    string? Hold,
    DateTimeOffset Since,
    bool Mute,
    bool RefusedByPolicy,
    double? RoundTripMilliseconds,
    double? NoticedWithinSeconds,
    int Rooms,
    int? Sessions,
    int? OutOfSync,
    long Epoch,
    double Penalty,
    DateTimeOffset? DampedUntil,
    DateTimeOffset? GraceEnds,
    int Notices,
    IReadOnlyList<EvidenceView> Evidence);

/// <summary>A session that was removed from a room without anybody wanting it.</summary>
internal sealed record RemovalView(DateTimeOffset At, string Room, string RealJid, string Why);

/// <summary>What a loss of a link would do. Of many rooms, not all are listed.</summary>
internal sealed record LossView(
    string Service, string Remote, int Rooms, int Occupants, int Sessions, long Stanzas, int SilentRooms, IReadOnlyList<RoomLossView> Listed);

/// <summary>What it would do in one room.</summary>
internal sealed record RoomLossView(string Room, string Effect, IReadOnlyList<string> Occupants, int Sessions, long Stanzas);

/// <summary>Something observed of a link.</summary>
internal sealed record EvidenceView(DateTimeOffset At, string What);

/// <summary>It is done; for a person.</summary>
internal sealed record DoneView(string Summary);

/// <summary>A refusal. RFC 9457.</summary>
internal sealed record ProblemView(string? Detail);

/// <summary>Asks that an occupant be removed.</summary>
internal sealed record KickRequest(string Nick, string? Reason);

/// <summary>Asks that a service be retired for good.</summary>
internal sealed record RetireRequest(string? Reason);

/// <summary>Asks that a room be destroyed.</summary>
internal sealed record DestroyRequest(string? Alternative, string? Reason);

/// <summary>Asks that a link be held.</summary>
internal sealed record HoldRequest(string As);

/// <summary>How all of these are written as JSON: by the node, and by <c>--output json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(IReadOnlyList<RefusalView>))]
[JsonSerializable(typeof(MemoryView))]
[JsonSerializable(typeof(BlocksView))]
[JsonSerializable(typeof(RoomPage))]
[JsonSerializable(typeof(RoomView))]
[JsonSerializable(typeof(IReadOnlyList<RoomRow>))]
[JsonSerializable(typeof(IReadOnlyList<OccupantView>))]
[JsonSerializable(typeof(IReadOnlyList<LinkView>))]
[JsonSerializable(typeof(LossView))]
[JsonSerializable(typeof(IReadOnlyList<RemovalView>))]
[JsonSerializable(typeof(IReadOnlyList<TombstoneView>))]
[JsonSerializable(typeof(DoneView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(KickRequest))]
[JsonSerializable(typeof(RetireRequest))]
[JsonSerializable(typeof(DestroyRequest))]
[JsonSerializable(typeof(HoldRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
