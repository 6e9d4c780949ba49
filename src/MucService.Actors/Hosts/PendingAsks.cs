using System.Collections.Concurrent;
using System.Security.Cryptography;
using Akka.Actor;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// Who waits for the answer to which id. Ids cannot be guessed, and an answer counts only from the address that was asked,
/// so that nobody answers in another's place.
/// </summary>
/// <param name="time">Monotonic time.</param>
/// <param name="limit">How many answers are awaited at most; more are refused.</param>
internal sealed class PendingAsks(TimeProvider time, int limit = 200_000)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Id, long At)> _order = [];

    /// <summary>Remembers a question.</summary>
    /// <returns>The id to send it with, or null if too many are pending.</returns>
    public string? Add(Jid to, IActorRef asker, object tag)
    {
        ForgetOld();
        if (_asked.Count >= limit)
            return null;

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _asked[id] = new Asked(to, asker, tag);
        _order.Enqueue((id, time.GetTimestamp()));
        return id;
    }

    /// <summary>The question was handed over at that position of a stream's output. A quick host may have answered it before this is said.</summary>
    public void Wrote(string id, OutputQueue output, long position)
    {
        if (_asked.TryGetValue(id, out var asked) && asked.IsComplete(new Written(output, position)))
            Tell(id, asked);
    }

    /// <summary>Gives an answer to who waits for it, once it is known where the question was written: that is what the answer proves.</summary>
    /// <returns>False if nobody asked that, or not there.</returns>
    public bool TryAnswer(Stanza answer)
    {
        if (answer.Id is not { } id || !_asked.TryGetValue(id, out var asked) || !asked.To.Equals(answer.From))
            return false;

        if (asked.IsComplete(answer))
            Tell(id, asked);
        return true;
    }

    private void Tell(string id, Asked asked)
    {
        if (_asked.TryRemove(id, out _))
            asked.Asker.Tell(new HostMessages.Answered(asked.Tag, asked.Answer!) { Proves = asked.Written!.Place });
    }

    private void ForgetOld()
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Lifetime && _order.TryDequeue(out oldest))
            _asked.TryRemove(oldest.Id, out _);
    }

    private sealed class Asked(Jid to, IActorRef asker, object tag)
    {
        private readonly Lock _lock = new();

        public Jid To { get; } = to;

        public IActorRef Asker { get; } = asker;

        public object Tag { get; } = tag;

        public Stanza? Answer { get; private set; }

        public Written? Written { get; private set; }

        /// <summary>Takes the first answer. True if it is known where the question was written.</summary>
        public bool IsComplete(Stanza answer)
        {
            lock (_lock)
            {
                Answer ??= answer;
                return Written is not null;
            }
        }

        /// <summary>Takes where the question was written. True if it is answered.</summary>
        public bool IsComplete(Written written)
        {
            lock (_lock)
            {
                Written = written;
                return Answer is not null;
            }
        }
    }

    private sealed record Written(OutputQueue Output, long Position)
    {
        public OutputPlace Place => new(Output.Id, Position, Output.StreamBegan);
    }
}
