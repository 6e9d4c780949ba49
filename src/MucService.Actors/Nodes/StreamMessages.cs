using System.Collections.Immutable;
using MucService.Actors.Hosts;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// What nodes say to one another about the streams to the hosts, what is read from them and what is written to them. Messages between
/// nodes can be lost, never reordered: what must arrive is numbered, kept by its sender until it is handled, and sent again.
/// </summary>
public static class StreamMessages
{
    // From the node that holds the streams of a service to all nodes, when something changes and every second. Sent by its StreamOwnerActor.

    /// <summary>This node holds the streams of a service.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Term">Counts the holders: the one with the highest term holds.</param>
    /// <param name="IsOpen">True if one of the streams is open.</param>
    /// <param name="Reason">Why none is, for a person; empty if one is.</param>
    public sealed record Holds(Domain Service, long Term, bool IsOpen, string Reason)
    {
        /// <summary>It takes output that is folded: what goes to many is there once. False from nodes of earlier versions.</summary>
        public bool TakesFolded { get; init; }

        /// <summary>It takes output that is gathered, too: those that several stanzas go to are there once. False from nodes of earlier versions.</summary>
        public bool TakesGathered { get; init; }

        internal OutputForm Takes => TakesGathered ? OutputForm.Gathered : TakesFolded ? OutputForm.Folded : OutputForm.Plain;

        /// <summary>The host has read all that the holder before it wrote.</summary>
        public bool IsRead { get; init; }
    }

    /// <summary>The holder leaves: open the streams in its place, while it still reads what was sent to it. Answered by <see cref="TakenOver"/>.</summary>
    public sealed record TakeOver(Domain Service, long Term)
    {
        /// <summary>The host has read all that the holder wrote.</summary>
        public bool IsRead { get; init; }
    }

    /// <summary>The stream is open here, or could not be opened in time.</summary>
    public sealed record TakenOver(Domain Service, bool IsOpen);

    /// <summary>This node holds the streams and cannot reach the host. Can you? Answered by <see cref="CanReach"/> by who can.</summary>
    public sealed record CanYouReach(Domain Service);

    /// <summary>Yes. There is no other answer.</summary>
    public sealed record CanReach(Domain Service);

    // Between a room and whoever sends to it or takes its output. Numbers rise; each says which number came before it.

    /// <summary>A piece of what a room says, for the node that holds its stream. Whole stanzas end where <paramref name="More"/> is false.</summary>
    /// <param name="Room">The room.</param>
    /// <param name="Epoch">Of the room's instance: output of an older one is refused once a newer one was heard.</param>
    /// <param name="Number">Of this piece.</param>
    /// <param name="After">The piece before it that is not known to be written, or 0 if all before it are.</param>
    /// <param name="More">The next piece continues this one.</param>
    /// <param name="Stanzas">How many stanzas end with this piece.</param>
    /// <param name="HandledBy">Names the sender of the stanza that this answers, see <paramref name="Handled"/>; 0 if there is none.</param>
    /// <param name="Handled">The number of that stanza: it is handled as soon as this is written.</param>
    /// <param name="Bytes">At most 64 KiB.</param>
    public sealed record Output(
        BareJid Room, long Epoch, long Number, long After, bool More, int Stanzas, long HandledBy, long Handled, ImmutableArray<byte> Bytes)
    {
        /// <summary>All pieces up to the one where <see cref="More"/> is false are <see cref="Wire.FoldedOutput"/> together.</summary>
        public bool IsFolded { get; init; }
    }

    /// <summary>All up to this number are done with: a room's output is written to a socket, or a stanza has been answered by output that is.</summary>
    public sealed record Handled(BareJid Room, long Number)
    {
        /// <summary>To a room: where the last that it said of that stands in the stream's output. Null where it said nothing.</summary>
        public WrittenAt? Written { get; init; }
    }

    /// <summary>Something was lost: send again what comes after this number.</summary>
    public sealed record SendAgain(BareJid Room, long After);

    /// <summary>A newer instance of the room was heard: stop, and say nothing.</summary>
    public sealed record Superseded(BareJid Room, long Epoch);

    // From any node to the holder, for what is not said by rooms. Lost is lost: whoever asks has a deadline.

    /// <summary>Write a stanza.</summary>
    public sealed record Write(Stanza Stanza);

    /// <summary>Write a stanza with an id that nobody can guess, and give back what answers it.</summary>
    public sealed record Ask(long Number, Stanza Stanza);

    /// <summary>What answered it; null if it could not be written.</summary>
    public sealed record Answered(long Number, Stanza? Answer)
    {
        /// <summary>Where the question stood in the output of the stream; null where that is not known.</summary>
        public OutputPlace? Proves { get; init; }
    }

    /// <summary>Came to this node, and may be what another one asked for.</summary>
    public sealed record Returned(Stanza Stanza);

    // The right to speak.

    /// <summary>Am I still a member for you, and reachable?</summary>
    /// <param name="Number">Comes back with the answer.</param>
    /// <param name="Uid">Of the asking node's incarnation.</param>
    public sealed record MaySpeak(long Number, int Uid);

    /// <summary>Yes. There is no other answer.</summary>
    public sealed record YouMay(long Number);

    /// <summary>How long ago did you last agree that this node speaks? Answered by <see cref="LetSpeakBefore"/> by who will not do so again.</summary>
    /// <param name="Uid">Of the node's incarnation.</param>
    public sealed record LetSpeak(int Uid);

    /// <summary>So long ago, and not again.</summary>
    public sealed record LetSpeakBefore(int Uid, long Milliseconds);
}

/// <summary>Where something stands in the output of a stream.</summary>
/// <param name="Output">Whose positions they are: see <see cref="Wire.OutputQueue.Id"/>.</param>
/// <param name="Position">Up to where the output has come with it.</param>
/// <param name="Probed">The position of the last probe of any domain before it.</param>
public readonly record struct WrittenAt(string Output, long Position, long Probed);
