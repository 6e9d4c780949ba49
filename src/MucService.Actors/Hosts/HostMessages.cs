using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>A place in the output of a host connection.</summary>
/// <param name="Output">Which output: <see cref="Wire.OutputQueue.Id"/>.</param>
/// <param name="Position">How far it had come there.</param>
/// <param name="StreamBegan">Where the output of the stream begins that is open now: what was written before went to another.</param>
public readonly record struct OutputPlace(string Output, long Position, long StreamBegan);

/// <summary>What the rest of the node says to, and hears from, a connection to the host.</summary>
public static class HostMessages
{
    /// <summary>Write a stanza. Lost, and counted, while there is no stream.</summary>
    public sealed record Send(Stanza Stanza)
    {
        /// <summary>Why it refuses something, to be counted; null if it does not.</summary>
        public Refusal? Refusal { get; init; }
    }

    /// <summary>
    /// Write an iq whose id the connection chooses (unguessable), and give its answer to the sender as <see cref="Answered"/>.
    /// No answer is the asker's matter; an answer later than five minutes is dropped.
    /// </summary>
    /// <param name="Iq">Without an id.</param>
    /// <param name="Tag">Given back with the answer.</param>
    public sealed record Ask(Stanza Iq, object Tag);

    /// <summary>The answer, result or error.</summary>
    public sealed record Answered(object Tag, Stanza Answer)
    {
        /// <summary>Where the question stood in the output of its stream; null if that is not known.</summary>
        public OutputPlace? Proves { get; init; }
    }

    /// <summary>Like <see cref="Ask"/> for a message: only its bounce answers it.</summary>
    public sealed record AskByMessage(Stanza Message, object Tag);

    /// <summary>The iq could not be written: the service has no stream.</summary>
    public sealed record NotSent(object Tag);

    /// <summary>Published on the event stream: a service has a stream to its host.</summary>
    public sealed record StreamOpened(Domain Service);

    /// <summary>Published on the event stream: a service has no stream.</summary>
    public sealed record StreamLost(Domain Service, string Reason);
}
