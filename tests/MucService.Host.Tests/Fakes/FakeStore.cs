using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Tests.Fakes;

/// <summary>The directory of rooms, in memory. Nothing is written in these tests.</summary>
internal sealed class FakeStore(Func<IRoomStore> real, params DirectoryEntry[] rooms) : IRoomStore
{
    private readonly IRoomStore _real = real();

    /// <summary>The message of the fault that every reading has, or null.</summary>
    public string? Fault { get; set; }

    public StorageHealth Health => _real.Health;

    public StorageMetrics Metrics => _real.Metrics;

    public void Open(BareJid room, Action<OpenOutcome> done) => throw new NotSupportedException();

    public void Reopen(BareJid room, long epoch, Action<OpenOutcome> done) => throw new NotSupportedException();

    public void Write(RoomWrite write, Action<WriteOutcome> done) => throw new NotSupportedException();

    public List<RemovalRow> Removals { get; } =
        [new(FakeNode.Noon, FakeNode.Orchard, FullJid.Parse("tybalt@capulet.lit/sword"), "a probe proved it gone")];

    public void KeepRemoval(RemovalRow removal, Action<bool> done) => throw new NotSupportedException();

    public Task<IReadOnlyList<RemovalRow>> RemovalsAsync(Jid? of, int limit, CancellationToken cancel)
    {
        ThrowFault();
        return Task.FromResult<IReadOnlyList<RemovalRow>>([.. Removals
            .Where(removal => of is null || (of.Full is { } full ? removal.Session == full : of.Bare.IsDomain ? removal.Session.Domain == of.Domain : removal.Session.Bare == of.Bare))
            .Take(limit)]);
    }

    public Task<IReadOnlyList<DirectoryEntry>> ListBeforeAsync(Domain service, string? beforeRoom, int limit, bool publicOnly, CancellationToken cancel)
    {
        ThrowFault();
        return Task.FromResult<IReadOnlyList<DirectoryEntry>>([.. Of(service)
            .Where(room => beforeRoom is null || string.CompareOrdinal(room.Room.ToString(), beforeRoom) < 0)
            .TakeLast(limit)]);
    }

    public Task<IReadOnlyList<DirectoryEntry>> ListAsync(Domain service, string? afterRoom, int limit, bool publicOnly, CancellationToken cancel)
    {
        ThrowFault();
        return Task.FromResult<IReadOnlyList<DirectoryEntry>>([.. Of(service)
            .Where(room => afterRoom is null || string.CompareOrdinal(room.Room.ToString(), afterRoom) > 0)
            .Take(limit)]);
    }

    public Task<long> CountAsync(Domain service, bool publicOnly, CancellationToken cancel)
    {
        ThrowFault();
        return Task.FromResult((long)Of(service).Count());
    }

    public Task<IReadOnlyList<BareJid>> RoomsOfAsync(Domain service, BareJid owner, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<BlockEntries?> ReadBlocksAsync(long known, CancellationToken cancel) => throw new NotSupportedException();

    public Task WriteBlocksAsync(string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<FullJid>> ListenersAsync(Domain service, CancellationToken cancel) => throw new NotSupportedException();

    public Task WriteListenersAsync(Domain service, IReadOnlyCollection<FullJid> added, IReadOnlyCollection<FullJid> removed, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> VerifiedHashesAsync(string vocabulary, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task WriteVerifiedHashesAsync(string vocabulary, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<BareJid>> ActiveSinceAsync(Domain service, BareJid jid, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<OccupiedRoom> OccupiedRoomsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<DomainSessions>> DomainsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public List<TombstoneRow> Tombstones { get; } =
    [
        new(
            BareJid.Parse("tomb@chats.shakespeare.lit"),
            FakeNode.Noon,
            FakeNode.Noon.AddDays(30),
            FakeNode.Orchard,
            "Poison",
            [BareJid.Parse("romeo@montague.lit")]),
    ];

    public Task<TombstoneRow?> TombstoneAsync(BareJid room, CancellationToken cancel) =>
        Task.FromResult(Tombstones.Find(tombstone => tombstone.Room == room));

    public Task<IReadOnlyList<TombstoneRow>> TombstonesAsync(Domain service, string? afterRoom, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<TombstoneRow>>([.. Tombstones.Where(tombstone => tombstone.Room.Domain == service)]);

    public ValueTask DisposeAsync() => _real.DisposeAsync();

    private IEnumerable<DirectoryEntry> Of(Domain service) =>
        rooms.Where(room => room.Room.Domain == service).OrderBy(room => room.Room.ToString(), StringComparer.Ordinal);

    private void ThrowFault()
    {
        if (Fault is not null)
            throw new StorageFaultException(Fault);
    }
}
