using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MucService.Storage.Reading;
using MucService.Storage.Writing;
using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>What a store consists of besides what is the same for every database.</summary>
internal interface IStoreParts : IReadSource, IDisposable
{
    /// <summary>A connection that writes what no lane does.</summary>
    DbConnection OpenForWriting();

    /// <summary>How many threads read.</summary>
    int Readers { get; }

    /// <summary>The writing connections, one per lane.</summary>
    IReadOnlyList<IUnitCommitter> CreateCommitters();

    /// <summary>
    /// The database went down, or came back: connections to it that this process keeps open for later are closed. One that is dead says so only when it is used, and
    /// would fail the first thing that the journal writes when all is well again.
    /// </summary>
    void LetGoOfIdle()
    {
    }
}

/// <summary>The store over any database: writes go to the lane of their room, reads to the readers.</summary>
internal sealed partial class RoomStore : IRoomStore
{
    private readonly StorageSettings _settings;
    private readonly IStoreParts _parts;
    private readonly FailedEpochs _refused = new();
    private readonly FailedEpochs _lost = new();
    private readonly GroupCommitLane[] _lanes;
    private readonly ReaderPool _readers;
    private readonly StorageProbe _probe;
    private int _closed;

    public RoomStore(StorageSettings settings, IStoreParts parts, TimeProvider time, ILogger log)
    {
        _settings = settings;
        _parts = parts;
        Health = new StorageHealth(log);
        var context = new LaneContext(settings, Health, Metrics, _lost, log);
        _readers = new ReaderPool(parts, parts.Readers, Health.Doubt, log);
        _lanes = [.. parts.CreateCommitters().Select((committer, i) => new GroupCommitLane($"storage-writer-{i}", committer, context))];
        Health.TriedBy(_lanes[0].AskForProbe);
        Health.Changed += (_, _) => parts.LetGoOfIdle();
        _probe = new StorageProbe(Health, time, settings.ProbeInterval, _lanes[0].AskForProbe);
    }

    /// <inheritdoc/>
    public StorageHealth Health { get; }

    /// <inheritdoc/>
    public StorageMetrics Metrics { get; } = new();

    /// <inheritdoc/>
    public void Open(BareJid room, Action<OpenOutcome> done) =>
        Open(new OpenUnit(room, carried: null, (opened, fault) => Load(opened, fault, done)), done);

    /// <inheritdoc/>
    public void Reopen(BareJid room, long epoch, Action<OpenOutcome> done) =>
        Open(new OpenUnit(room, epoch, (opened, fault) => Load(opened, fault, done)), done);

    /// <inheritdoc/>
    public void Write(RoomWrite write, Action<WriteOutcome> done)
    {
        if (write.Create && (write.Row is null || write.Forget))
            throw new ArgumentException("Creating a room needs its row, and forgets nothing", nameof(write));
        if (write.Row is { } row && row.Room != write.Room)
            throw new ArgumentException("The row is another room's", nameof(write));
        if (write.Tombstone is { } tombstone && (!write.Forget || tombstone.Room != write.Room))
            throw new ArgumentException("A tombstone is of a room that is forgotten", nameof(write));

        var unit = new WriteUnit(write, done);
        if (Health.IsDown || IsFull || _lost.Covers(write) || _refused.Covers(write))
        {
            Refuse(write, done);
            return;
        }

        Metrics.Queued(unit.Bytes);
        if (LaneOf(write.Room).TryAdd(unit))
            return;

        Metrics.Dequeued(unit.Bytes);
        Refuse(write, done);
    }

    /// <inheritdoc/>
    public void KeepRemoval(RemovalRow removal, Action<bool> done)
    {
        var unit = new RemovalUnit(removal, _settings.MaxRemovals, removal.At - _settings.KeepRemovals, done);
        if (Health.IsDown || IsFull)
        {
            done(false);
            return;
        }

        Metrics.Queued(unit.Bytes);
        if (LaneOf(removal.Room).TryAdd(unit))
            return;

        Metrics.Dequeued(unit.Bytes);
        done(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovalRow>> RemovalsAsync(Jid? of, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => RemovalQueries.Find(connection, of, limit), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DirectoryEntry>> ListAsync(Domain service, string? afterRoom, int limit, bool publicOnly, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => RoomQueries.List(connection, service, afterRoom, limit, publicOnly), cancel);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DirectoryEntry>> ListBeforeAsync(Domain service, string? beforeRoom, int limit, bool publicOnly, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => RoomQueries.ListBefore(connection, service, beforeRoom, limit, publicOnly), cancel);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(Domain service, bool publicOnly, CancellationToken cancel) =>
        _readers.ReadAsync(connection => RoomQueries.Count(connection, service, publicOnly), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BareJid>> RoomsOfAsync(Domain service, BareJid owner, int limit, CancellationToken cancel) =>
        _readers.ReadAsync(connection => RoomQueries.RoomsOf(connection, service, owner, limit), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<OccupiedRoom> OccupiedRoomsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var occupied in await _readers.ReadAsync(RoomQueries.Occupied, cancel))
            yield return occupied;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DomainSessions>> DomainsAsync(CancellationToken cancel) =>
        _readers.ReadAsync(RoomQueries.Domains, cancel);

    /// <inheritdoc/>
    public Task<TombstoneRow?> TombstoneAsync(BareJid room, CancellationToken cancel) =>
        _readers.ReadAsync(connection => TombstoneQueries.Find(connection, room), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TombstoneRow>> TombstonesAsync(Domain service, string? afterRoom, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => TombstoneQueries.List(connection, service, afterRoom, limit), cancel);
    }

    /// <inheritdoc/>
    public Task<BlockEntries?> ReadBlocksAsync(long known, CancellationToken cancel) =>
        _readers.ReadAsync(connection => BlockQueries.Read(connection, _parts.BeginSnapshot, known), cancel);

    /// <inheritdoc/>
    public Task WriteBlocksAsync(string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        WriteApartAsync(() => BlockQueries.Write(_parts, list, added, removed), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FullJid>> ListenersAsync(Domain service, CancellationToken cancel) =>
        _readers.ReadAsync(connection => ListenerQueries.Read(connection, service), cancel);

    /// <inheritdoc/>
    public Task WriteListenersAsync(Domain service, IReadOnlyCollection<FullJid> added, IReadOnlyCollection<FullJid> removed, CancellationToken cancel) =>
        WriteApartAsync(() => ListenerQueries.Write(_parts, service, added, removed), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> VerifiedHashesAsync(string vocabulary, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => VerifiedHashQueries.Read(connection, vocabulary, limit), cancel);
    }

    /// <inheritdoc/>
    public Task WriteVerifiedHashesAsync(string vocabulary, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel) =>
        WriteApartAsync(() => VerifiedHashQueries.Write(_parts, vocabulary, added, removed), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BareJid>> ActiveSinceAsync(Domain service, BareJid jid, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _readers.ReadAsync(connection => DepartureQueries.ActiveSince(connection, service, jid, limit), cancel);
    }

    /// <summary>Writes what no room waits for.</summary>
    private Task WriteApartAsync(Action write, CancellationToken cancel) => Task.Run(
        () =>
        {
            if (Health.Reason is { } reason)
                throw new StorageFaultException(reason);

            try
            {
                write();
            }
            catch (Exception fault) when (fault is DbException or IOException or InvalidOperationException or TimeoutException)
            {
                throw new StorageFaultException(Faults.InOneLine(fault), fault);
            }
        },
        cancel);

    /// <summary>Commits what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        await Task.Run(() =>
        {
            _probe.Dispose();
            foreach (var lane in _lanes)
                lane.Close();
            foreach (var lane in _lanes)
                lane.Dispose();
            _readers.Dispose();
            _parts.Dispose();
        });
    }

    private bool IsFull => Metrics.QueuedUnits >= _settings.MaxQueuedUnits || Metrics.QueuedBytes >= _settings.MaxQueuedBytes;

    private GroupCommitLane LaneOf(BareJid room) =>
        _lanes.Length == 1 ? _lanes[0] : _lanes[(room.GetHashCode() & int.MaxValue) % _lanes.Length];

    private void Refuse(RoomWrite write, Action<WriteOutcome> done)
    {
        // Those before it in the queue are not touched by it; those after it are.
        _refused.Add(write);
        Metrics.Ended(WriteOutcome.Failed, 0);
        done(WriteOutcome.Failed);
    }
}
