using System.Diagnostics;
using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Cluster;

/// <summary>Who has heard what of what was said in one room, and for how long nobody heard anything.</summary>
/// <param name="room">Its number.</param>
/// <param name="occupants">How many there are; their numbers follow one another.</param>
internal sealed class HeardMessages(int room, int occupants)
{
    private readonly List<Said> _said = [];
    private readonly int[] _last = [.. Enumerable.Repeat(-1, occupants)];
    private long _heardAt;

    /// <summary>How many messages were said.</summary>
    public int Count => _said.Count;

    /// <summary>The longest time in which nobody heard anything, since it was set to nothing.</summary>
    public TimeSpan LongestPause { get; set; }

    /// <summary>Messages that somebody heard twice, with the same stanza-id.</summary>
    public long Repeats { get; private set; }

    /// <summary>Messages that somebody heard twice, with another stanza-id, or after a later one.</summary>
    public long Faults { get; private set; }

    /// <summary>The first of them.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>Says the next message.</summary>
    /// <param name="host">Who sends it.</param>
    public void Say(ClusterHost host)
    {
        if (!host.IsOpen)
            return;

        var speaker = (room * occupants) + (_said.Count % occupants);
        _said.Add(new Said { Stream = host.Streams });
        host.Send(Names.Message(speaker, room, _said.Count - 1, speaker % 2 == 0 ? Names.Near : Names.Far));
    }

    /// <summary>Somebody heard a message.</summary>
    public void Heard(int occupant, int sequence, string stanzaId)
    {
        Pause();
        _heardAt = Stopwatch.GetTimestamp();
        var said = _said[sequence];
        var who = 1 << occupant;
        if (said.StanzaId is not null && said.StanzaId != stanzaId)
            Fault($"message {sequence} with {said.StanzaId} and {stanzaId}");
        said.StanzaId = stanzaId;
        if ((said.HeardBy & who) != 0)
        {
            Repeats++;
            return;
        }

        said.HeardBy |= who;
        if (sequence < _last[occupant])
            Fault($"message {sequence} after {_last[occupant]}");
        _last[occupant] = Math.Max(_last[occupant], sequence);
    }

    /// <summary>A message was refused to its sender.</summary>
    public void Refused(int sequence) => _said[sequence].IsRefused = true;

    /// <summary>A pause that has not ended counts, too.</summary>
    public void Pause()
    {
        var pause = Stopwatch.GetElapsedTime(_heardAt);
        if (_heardAt != 0 && pause > LongestPause)
            LongestPause = pause;
    }

    /// <summary>What became of messages from one on.</summary>
    /// <param name="from">The first.</param>
    /// <param name="stream">The stream that is open now: what was sent through an earlier one was with it when it ended.</param>
    public Outcome OutcomeOf(int from, int stream)
    {
        var outcome = new Outcome();
        var all = (1 << occupants) - 1;
        foreach (var said in _said.Skip(from))
        {
            outcome.Said++;
            if (said.HeardBy == all)
                continue;
            if (said.HeardBy != 0)
                outcome.HeardBySome++;
            else if (said.IsRefused)
                outcome.Refused++;
            else if (said.Stream != stream)
                outcome.WithTheStream++;
            else
                outcome.Lost++;
        }

        return outcome;
    }

    private void Fault(string what)
    {
        Faults++;
        FirstFault ??= new StringBuilder(Names.Room(room)).Append(": ").Append(what).ToString();
    }

    /// <summary>What became of messages.</summary>
    internal sealed class Outcome
    {
        public long Said { get; set; }

        /// <summary>Some occupants heard it, others did not.</summary>
        public long HeardBySome { get; set; }

        /// <summary>Nobody heard it, and its sender knows.</summary>
        public long Refused { get; set; }

        /// <summary>Nobody heard it; it was given to a stream that has ended.</summary>
        public long WithTheStream { get; set; }

        /// <summary>Nobody heard it, and the node that read it lives.</summary>
        public long Lost { get; set; }

        public void Add(Outcome other)
        {
            Said += other.Said;
            HeardBySome += other.HeardBySome;
            Refused += other.Refused;
            WithTheStream += other.WithTheStream;
            Lost += other.Lost;
        }
    }

    private sealed class Said
    {
        public required int Stream { get; init; }

        public int HeardBy { get; set; }

        public string? StanzaId { get; set; }

        public bool IsRefused { get; set; }
    }
}
