using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Actors.Tests.Rooms;

/// <summary>A real store whose answers the test can hold back or turn into failures.</summary>
internal sealed class GatedStore(IRoomStore inner) : IRoomStore
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _held = [];
    private bool _isHolding;

    public int FailNextWrites { get; set; }

    public int FailNextOpens { get; set; }

    /// <summary>Somebody has opened a room.</summary>
    public bool WasOpened { get; private set; }

    /// <summary>So many writes are done, and said to have failed: as when the connection is lost in the middle of a commit.</summary>
    public int LoseNextAnswers { get; set; }

    /// <summary>No removal is kept.</summary>
    public bool RefusesRemovals { get; set; }

    /// <summary>What clients' hashes mean is not kept.</summary>
    public bool RefusesHashes { get; set; }

    /// <summary>Where something was said since somebody left cannot be read.</summary>
    public bool FailsReading { get; set; }

    /// <summary>Rooms are counted when this is done.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>What was last written of a room's vCard.</summary>
    public byte[]? LastVCard { get; private set; }

    public StorageHealth Health => inner.Health;

    public StorageMetrics Metrics => inner.Metrics;

    public void Hold()
    {
        lock (_lock)
            _isHolding = true;
    }

    public void LetGo()
    {
        lock (_lock)
        {
            _isHolding = false;
            while (_held.TryDequeue(out var answer))
                answer();
        }
    }

    public void Open(BareJid room, Action<OpenOutcome> done)
    {
        WasOpened = true;
        if (!FailsOpening(done))
            inner.Open(room, done);
    }

    public void Reopen(BareJid room, long epoch, Action<OpenOutcome> done)
    {
        if (!FailsOpening(done))
            inner.Reopen(room, epoch, done);
    }

    public void Write(RoomWrite write, Action<WriteOutcome> done)
    {
        if (FailNextWrites > 0)
        {
            FailNextWrites--;
            Answer(() => done(WriteOutcome.Failed));
            return;
        }

        var isLost = LoseNextAnswers > 0;
        if (isLost)
            LoseNextAnswers--;
        inner.Write(write, outcome =>
        {
            LastVCard = write.VCard ?? LastVCard;
            Answer(() => done(isLost ? WriteOutcome.Failed : outcome));
        });
    }

    public void KeepRemoval(RemovalRow removal, Action<bool> done)
    {
        if (RefusesRemovals)
            done(false);
        else
            inner.KeepRemoval(removal, done);
    }

    public Task<IReadOnlyList<RemovalRow>> RemovalsAsync(Jid? of, int limit, CancellationToken cancel) => inner.RemovalsAsync(of, limit, cancel);

    public Task<IReadOnlyList<DirectoryEntry>> ListAsync(Domain service, string? afterRoom, int limit, bool publicOnly, CancellationToken cancel) =>
        inner.ListAsync(service, afterRoom, limit, publicOnly, cancel);

    public Task<IReadOnlyList<DirectoryEntry>> ListBeforeAsync(Domain service, string? beforeRoom, int limit, bool publicOnly, CancellationToken cancel) =>
        inner.ListBeforeAsync(service, beforeRoom, limit, publicOnly, cancel);

    public async Task<long> CountAsync(Domain service, bool publicOnly, CancellationToken cancel)
    {
        await Reading.WaitAsync(cancel);
        return await inner.CountAsync(service, publicOnly, cancel);
    }

    public Task<IReadOnlyList<BareJid>> RoomsOfAsync(Domain service, BareJid owner, int limit, CancellationToken cancel) =>
        inner.RoomsOfAsync(service, owner, limit, cancel);

    public Task<BlockEntries?> ReadBlocksAsync(long known, CancellationToken cancel) => inner.ReadBlocksAsync(known, cancel);

    public Task WriteBlocksAsync(string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        inner.WriteBlocksAsync(list, added, removed, cancel);

    public Task<IReadOnlyList<FullJid>> ListenersAsync(Domain service, CancellationToken cancel) => inner.ListenersAsync(service, cancel);

    public Task WriteListenersAsync(Domain service, IReadOnlyCollection<FullJid> added, IReadOnlyCollection<FullJid> removed, CancellationToken cancel) =>
        inner.WriteListenersAsync(service, added, removed, cancel);

    public Task<IReadOnlyList<string>> VerifiedHashesAsync(string vocabulary, int limit, CancellationToken cancel) =>
        FailsReading ? Task.FromException<IReadOnlyList<string>>(new StorageFaultException("it does not answer")) : inner.VerifiedHashesAsync(vocabulary, limit, cancel);

    public Task WriteVerifiedHashesAsync(string vocabulary, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        RefusesHashes ? Task.FromException(new StorageFaultException("it is full")) : inner.WriteVerifiedHashesAsync(vocabulary, added, removed, cancel);

    public Task<IReadOnlyList<BareJid>> ActiveSinceAsync(Domain service, BareJid jid, int limit, CancellationToken cancel) =>
        FailsReading ? Task.FromException<IReadOnlyList<BareJid>>(new StorageFaultException("it does not answer")) : inner.ActiveSinceAsync(service, jid, limit, cancel);

    public IAsyncEnumerable<OccupiedRoom> OccupiedRoomsAsync(CancellationToken cancel) => inner.OccupiedRoomsAsync(cancel);

    public Task<IReadOnlyList<DomainSessions>> DomainsAsync(CancellationToken cancel) => inner.DomainsAsync(cancel);

    public Task<TombstoneRow?> TombstoneAsync(BareJid room, CancellationToken cancel) => inner.TombstoneAsync(room, cancel);

    public Task<IReadOnlyList<TombstoneRow>> TombstonesAsync(Domain service, string? afterRoom, int limit, CancellationToken cancel) =>
        inner.TombstonesAsync(service, afterRoom, limit, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool FailsOpening(Action<OpenOutcome> done)
    {
        if (FailNextOpens == 0)
            return false;

        FailNextOpens--;
        done(new OpenOutcome.Failed("it does not answer"));
        return true;
    }

    private void Answer(Action answer)
    {
        lock (_lock)
        {
            if (_isHolding)
                _held.Enqueue(answer);
            else
                answer();
        }
    }
}
