using System.Collections.Concurrent;
using MucService.Storage.Reading;
using MucService.Storage.Writing;
using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>How rooms are read once their epoch is durable: many that are opened together in one round trip.</summary>
internal sealed partial class RoomStore
{
    private readonly ConcurrentQueue<Loading> _toLoad = [];

    private void Open(OpenUnit unit, Action<OpenOutcome> done)
    {
        if (Health.Reason is { } reason)
        {
            EndOpening(new OpenOutcome.Failed(reason), 0, done);
            return;
        }

        if (IsFull)
        {
            EndOpening(new OpenOutcome.Failed("too many writes wait"), 0, done);
            return;
        }

        Metrics.Queued(unit.Bytes);
        if (!LaneOf(unit.Room).TryAdd(unit))
            EndOpening(new OpenOutcome.Failed("storage is closed"), unit.Bytes, done);
    }

    /// <summary>
    /// The epoch is durable by now: nobody older can change what the room has, so that it may be read outside of the lane.
    /// </summary>
    private void Load(OpenUnit opened, string? fault, Action<OpenOutcome> done)
    {
        if (fault is null)
            _refused.Reopened(opened.Room, opened.Epoch);

        if (fault is not null)
            EndOpening(new OpenOutcome.Failed(fault), opened.Bytes, done);
        else if (opened.IsSuperseded)
            EndOpening(OpenOutcome.Superseded.Instance, opened.Bytes, done);
        else if (!opened.Exists)
            _readers.Read(
                connection => TombstoneQueries.Find(connection, opened.Room),
                (tombstone, failure) => EndOpening(MissingOf(opened, tombstone, failure), opened.Bytes, done));
        else
            LoadSoon(opened, done);
    }

    /// <summary>Each asks for a reading; the first that is done takes along those that wait, and finds nothing left for the others to do.</summary>
    private void LoadSoon(OpenUnit opened, Action<OpenOutcome> done)
    {
        _toLoad.Enqueue(new Loading(opened, done));
        Loading[] taken = [];
        _readers.Read(
            connection =>
            {
                taken = taken.Length > 0 ? taken : TakeToLoad();
                return taken.Length == 0 ? [] : RoomLoads.Load(connection, _parts.BeginSnapshot, [.. taken.Select(loading => loading.Opened.Room).Distinct()]);
            },
            (loaded, failure) =>
            {
                // A store that is closed reads nothing, not even what waits.
                EndOpenings(taken.Length == 0 && failure is not null ? TakeToLoad() : taken, loaded, failure);
            });
    }

    // One that throws keeps nobody else from being told.
    private void EndOpenings(Loading[] taken, Dictionary<BareJid, LoadedRoom>? loaded, Exception? failure)
    {
        List<Exception> thrown = [];
        foreach (var (opened, done) in taken)
        {
            try
            {
                EndOpening(OutcomeOf(opened, loaded?.GetValueOrDefault(opened.Room), failure), opened.Bytes, done);
            }
            catch (Exception fault)
            {
                thrown.Add(fault);
            }
        }

        if (thrown.Count > 0)
            throw new AggregateException(thrown);
    }

    private Loading[] TakeToLoad()
    {
        List<Loading> taken = [];
        while (taken.Count < RoomLoads.Most && _toLoad.TryDequeue(out var next))
            taken.Add(next);
        return [.. taken];
    }

    private static OpenOutcome MissingOf(OpenUnit opened, TombstoneRow? tombstone, Exception? failure) => failure is null
        ? new OpenOutcome.Missing(opened.Epoch) { Tombstone = tombstone }
        : new OpenOutcome.Failed(Faults.InOneLine(failure));

    private static OpenOutcome OutcomeOf(OpenUnit opened, LoadedRoom? loaded, Exception? failure)
    {
        if (failure is not null)
            return new OpenOutcome.Failed(Faults.InOneLine(failure));
        if (loaded is null || loaded.Epoch != opened.Epoch)
            return new OpenOutcome.Failed("another instance of the room was opened meanwhile");

        return new OpenOutcome.Found(loaded.Row, loaded.Epoch, loaded.Sessions, loaded.History) 
        {
            VCard = loaded.VCard,
            Watermarks = loaded.Watermarks,
        };
    }

    private void EndOpening(OpenOutcome outcome, long queuedBytes, Action<OpenOutcome> done)
    {
        if (queuedBytes > 0)
            Metrics.Dequeued(queuedBytes);
        Metrics.Opening(outcome is not OpenOutcome.Failed);
        done(outcome);
    }

    private sealed record Loading(OpenUnit Opened, Action<OpenOutcome> Done);
}
