using System.Collections.Concurrent;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// The sessions in this node's rooms, each once per service, and when something came from them last, as those rooms say.
/// Thread-safe; noting that somebody was heard takes no lock.
/// </summary>
public sealed class SessionBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<(Domain Service, FullJid Session), Entry> _entries = new();
    private readonly ConcurrentQueue<Entry> _added = [];

    /// <summary>How many sessions there are.</summary>
    public int Count => _entries.Count;

    /// <summary>A stanza other than an error came to a room from somebody, be he in it or not.</summary>
    public void Heard(Domain service, FullJid session)
    {
        if (_entries.TryGetValue((service, session), out var entry))
            entry.HeardAt = entry.SpokeAt = time.GetTimestamp();
    }

    /// <summary>True if something came from a session after a moment, so that what was found out about it then is of one that was before it.</summary>
    /// <param name="service">The domain rooms live on.</param>
    /// <param name="session">Which session.</param>
    /// <param name="at">A timestamp of this node's monotonic clock.</param>
    public bool SpokeSince(Domain service, FullJid session, long at) =>
        _entries.TryGetValue((service, session), out var entry) && entry.SpokeAt > at;

    /// <summary>A session entered one more room.</summary>
    public void Enter(Domain service, FullJid session, ClientFeatures features)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd((service, session), static key => new Entry(key.Service, key.Session));
            lock (entry)
            {
                if (entry.IsGone)
                    continue;

                entry.HeardAt = time.GetTimestamp();
                entry.Features |= features;
                if (entry.Rooms++ == 0)
                    _added.Enqueue(entry);
                return;
            }
        }
    }

    /// <summary>What the client of a session understands became known.</summary>
    public void Learn(Domain service, FullJid session, ClientFeatures features)
    {
        if (_entries.TryGetValue((service, session), out var entry))
            entry.Features = features;
    }

    /// <summary>A session left a room.</summary>
    public void Exit(Domain service, FullJid session)
    {
        if (!_entries.TryGetValue((service, session), out var entry))
            return;

        lock (entry)
        {
            if (--entry.Rooms > 0)
                return;

            entry.IsGone = true;
            _entries.TryRemove((service, session), out _);
        }
    }

    /// <summary>The next of those that came since this was asked last.</summary>
    internal bool TryTakeAdded(out Entry entry) => _added.TryDequeue(out entry!);

    /// <summary>One session.</summary>
    internal sealed class Entry(Domain service, FullJid session)
    {
        private long _heardAt;
        private long _spokeAt = long.MinValue;
        private volatile ClientFeatures _features;

        public Domain Service { get; } = service;

        public FullJid Session { get; } = session;

        public ClientFeatures Features
        {
            get => _features;
            set => _features = value;
        }

        /// <summary>When something came from it, or a room with it came to this node.</summary>
        public long HeardAt
        {
            get => Interlocked.Read(ref _heardAt);
            set => Interlocked.Exchange(ref _heardAt, value);
        }

        /// <summary>When something came from it; <see cref="long.MinValue"/> if nothing since its rooms came to this node.</summary>
        public long SpokeAt
        {
            get => Interlocked.Read(ref _spokeAt);
            set => Interlocked.Exchange(ref _spokeAt, value);
        }

        /// <summary>When it was probed for its silence. Only the one who probes looks at it.</summary>
        public long ProbedAt { get; set; }

        /// <summary>How many rooms it is in. Under the entry's lock.</summary>
        public int Rooms { get; set; }

        /// <summary>It is in no room any more. Set once.</summary>
        public bool IsGone { get; set; }
    }
}
