using System.Collections.Immutable;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>A message for the supervisor of one link, routed by the shard region.</summary>
public interface ILinkMessage
{
    /// <summary>The domain rooms live on.</summary>
    Domain Service { get; }

    /// <summary>The domain at the other end.</summary>
    Domain Remote { get; }
}

/// <summary>What rooms, hosts and operators say about links.</summary>
public static partial class LinkMessages
{
    // Between a room and its node's LinkDirectoryActor.

    /// <summary>The room has sessions of that domain. Answered at once, and at every transition, by <see cref="Told"/>.</summary>
    public sealed record Interested(BareJid Room, Domain Remote);

    /// <summary>The room has no session of that domain any more.</summary>
    public sealed record NotInterested(BareJid Room, Domain Remote);

    /// <summary>The room is in use: somebody spoke or entered. Once a minute is enough; its links are then probed at the shorter interval for ten minutes.</summary>
    public sealed record InUse(BareJid Room);

    /// <summary>How a link stands now. A room ignores an epoch it has passed.</summary>
    public sealed record Told(Domain Remote, LinkStanding Standing, long Epoch);

    /// <summary>A stanza that the room sent to a domain came back as undeliverable.</summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="Session">The session that it was sent to, or null where it was sent to none.</param>
    /// <param name="Features">What its client understands.</param>
    public sealed record Bounced(Domain Service, Domain Remote, FullJid? Session = null, ClientFeatures Features = ClientFeatures.None) : ILinkMessage;

    /// <summary>Find out whether a session is still there. If it is not, every room with sessions of its domain is sent <see cref="SessionGone"/>.</summary>
    public sealed record ProbeSession(Domain Service, FullJid Session, ClientFeatures Features) : ILinkMessage
    {
        /// <inheritdoc/>
        public Domain Remote => Session.Domain;
    }

    /// <summary>Probe a session in its turn: it is in doubt for no reason of its own. To the node's SessionChecksActor.</summary>
    public sealed record CheckSession(Domain Service, FullJid Session, ClientFeatures Features);

    /// <summary>The room sent something to a domain that came back, asked for it to be probed, and it is there.</summary>
    public sealed record Confirmed(Domain Remote);

    /// <summary>It is in doubt whether what was written to a domain between two positions arrived.</summary>
    /// <param name="Remote">Which domain.</param>
    /// <param name="Output">Whose positions they are.</param>
    /// <param name="Since">All up to here has arrived; null if nothing is known to.</param>
    /// <param name="Until">What comes after is not in doubt; <see cref="long.MaxValue"/> for all of an output that another has taken the place of.</param>
    /// <param name="Kind">Why.</param>
    public sealed record InDoubt(Domain Remote, string Output, long? Since, long Until, DoubtKind Kind)
    {
        /// <summary>The same with what this node was told before: a supervisor that has just begun does not know what was proved to its predecessor.</summary>
        internal InDoubt After(Proven? before) => Since is null && before?.Output == Output ? this with { Since = before.Position } : this;
    }

    /// <summary>A session was proved gone. From the LinkDirectoryActor to rooms of its own node.</summary>
    public sealed record SessionGone(FullJid Session)
    {
        /// <summary>Who spoke after this, by the node's monotonic clock, has come back since, and is there. Null if that is not known.</summary>
        public long? At { get; init; }
    }

    /// <summary>A stanza other than an error came from a domain whose link is not up.</summary>
    public sealed record SignOfLife(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>Our host has a new connection to the domain, or has lost one, or could not open one.</summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="Opened">True if there is a new one.</param>
    public sealed record ConnectionChanged(Domain Service, Domain Remote, bool Opened) : ILinkMessage;

    // Between a node's LinkDirectoryActor and the supervisors.

    /// <summary>
    /// What a node knows of a link's rooms: on change, every half minute, and when a supervisor asks.
    /// Answered by <see cref="Transition"/> if the node's epoch is not the supervisor's.
    /// </summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="Rooms">How many rooms of the node have sessions there.</param>
    /// <param name="InUse">One of them was in use since the last report.</param>
    /// <param name="Probed">False for a domain beyond the node's limit.</param>
    /// <param name="Epoch">Of what the node knows of the link; 0 if it knows nothing.</param>
    public sealed record Report(Domain Service, Domain Remote, int Rooms, bool InUse, bool Probed, long Epoch) : ILinkMessage;

    /// <summary>The link stands otherwise; to every node that reported rooms.</summary>
    public sealed record Transition(Domain Service, Domain Remote, LinkStanding Standing, long Epoch);

    /// <summary>A probe was answered: all that was written before it to that output has arrived; to every node that reported rooms.</summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="Output">Whose positions they are.</param>
    /// <param name="Position">Where the probe stood.</param>
    public sealed record Proved(Domain Service, Domain Remote, string Output, long Position)
    {
        /// <summary>What of it is in doubt all the same, or null.</summary>
        public InDoubt? InDoubt { get; init; }

        /// <summary>What was proved of that output before: a node that has heard of less missed what was said since. Null if nothing, or where an older node says it.</summary>
        public long? Before { get; init; }
    }

    /// <summary>A supervisor has started: nodes with rooms that have sessions of the domain answer with <see cref="Report"/>.</summary>
    public sealed record WhoIsInterested(Domain Service, Domain Remote);

    /// <summary>A session was proved gone; to every node that reported rooms.</summary>
    public sealed record SessionLost(Domain Service, FullJid Session)
    {
        /// <summary>How long ago that was asked. Null if not known, or where an older node says it.</summary>
        public TimeSpan? Ago { get; init; }
    }

    /// <summary>Which links have your rooms? From one LinkDirectoryActor to the others; answered by <see cref="Known"/>.</summary>
    public sealed record WhichLinks;

    /// <summary>The links that a node's rooms have sessions of.</summary>
    public sealed record Known(ImmutableArray<Pair> Links);

    /// <summary>One link by its ends.</summary>
    public sealed record Pair(Domain Service, Domain Remote);

    // Between the operator and the supervisor.

    /// <summary>Describe one link; answered by <see cref="Description"/>.</summary>
    public sealed record Describe(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>Describe all links that rooms have sessions of, on every node; to any LinkDirectoryActor; answered by <see cref="Descriptions"/>.</summary>
    public sealed record DescribeAll;

    /// <summary>What do rooms have behind a link, on every node? To any LinkDirectoryActor; answered by <see cref="RoomsBehind"/>.</summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="Foresee">Name the rooms, and say what they would do if the link were lost; nothing of it is done.</param>
    public sealed record DescribeRooms(Domain Service, Domain Remote, bool Foresee);

    /// <summary>The same, of your own node's rooms; between LinkDirectoryActors.</summary>
    public sealed record DescribeOwnRooms(Domain Service, Domain Remote, bool Foresee);

    /// <summary>What rooms have behind a link.</summary>
    /// <param name="Listed">Rooms, as many as fit into a message.</param>
    /// <param name="Rooms">How many there are.</param>
    /// <param name="Occupants">How many occupants they have there.</param>
    /// <param name="Sessions">How many sessions these have.</param>
    /// <param name="OutOfSync">How many of the sessions missed something.</param>
    /// <param name="Stanzas">How many stanzas a loss would cause at once.</param>
    /// <param name="Silent">How many rooms more did not say in time what they have.</param>
    public sealed record RoomsBehind(ImmutableArray<RoomBehind> Listed, int Rooms, int Occupants, int Sessions, int OutOfSync, long Stanzas, int Silent)
    {
        /// <summary>No rooms.</summary>
        public static RoomsBehind None { get; } = new([], 0, 0, 0, 0, 0, 0);

        /// <summary>With one more room, which is counted and not listed.</summary>
        public RoomsBehind With(RoomBehind room, int outOfSync) =>
            new(Listed, Rooms + 1, Occupants + room.Occupants.Length, Sessions + room.Sessions, OutOfSync + outOfSync, Stanzas + room.Stanzas, Silent);

        /// <summary>With those of another node.</summary>
        public RoomsBehind And(RoomsBehind node) => new(
            Listed.AddRange(node.Listed),
            Rooms + node.Rooms,
            Occupants + node.Occupants,
            Sessions + node.Sessions,
            OutOfSync + node.OutOfSync,
            Stanzas + node.Stanzas,
            Silent + node.Silent);
    }

    /// <summary>What one room has behind a link.</summary>
    public sealed record RoomBehind(BareJid Room, LossEffect Effect, ImmutableArray<Nick> Occupants, int Sessions, long Stanzas);

    /// <summary>Hold the link up or down until it is released; answered by <see cref="Description"/>.</summary>
    public sealed record Hold(Domain Service, Domain Remote, bool Up) : ILinkMessage;

    /// <summary>Let the link be judged again; answered by <see cref="Description"/>.</summary>
    public sealed record Release(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>Probe at once; answered by <see cref="Description"/> when the probe is decided.</summary>
    public sealed record ProbeNow(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>Probe for the last time before the streams are closed on purpose; answered by <see cref="LastProbed"/>.</summary>
    public sealed record ProbeLast(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>The last probe was answered, or there is nothing to ask.</summary>
    public sealed record LastProbed
    {
        /// <summary>The only one.</summary>
        public static LastProbed Instance { get; } = new();
    }

    /// <summary>Have our host close its connection to the domain; answered by <see cref="ConnectionDropped"/>.</summary>
    public sealed record DropConnection(Domain Service, Domain Remote) : ILinkMessage;

    /// <summary>What came of it.</summary>
    /// <param name="Done">The connection is closed.</param>
    /// <param name="Text">Otherwise why not, for a person.</param>
    public sealed record ConnectionDropped(bool Done, string Text);

    /// <summary>All links.</summary>
    public sealed record Descriptions(ImmutableArray<Description> Links);

    /// <summary>A link as the operator sees it.</summary>
    /// <param name="Service">The domain rooms live on.</param>
    /// <param name="Remote">The domain at the other end.</param>
    /// <param name="State">The state detected: Unknown, Up, Suspect, Down, Returning.</param>
    /// <param name="Told">What rooms were told.</param>
    /// <param name="Epoch">Of what rooms were told.</param>
    /// <param name="Hold">Up or Down where the operator holds it, or null.</param>
    /// <param name="Since">Since when the state is so.</param>
    /// <param name="Mute">It never answered a probe, so silence says nothing.</param>
    /// <param name="RefusedByPolicy">It answers probes with a refusal.</param>
    /// <param name="LastRoundTrip">Of the last answered probe, or null.</param>
    /// <param name="Rooms">How many rooms have sessions there, on all nodes.</param>
    /// <param name="Evidence">The last pieces of evidence, newest last, bounded.</param>
    /// <param name="Penalty">For flapping, as it is now.</param>
    /// <param name="DampedUntil">When damping ends at this rate, or null where the link is not damped.</param>
    /// <param name="GraceEnds">When the sessions of a room with the default grace time are ejected if nothing comes from them; null while that time stands.</param>
    /// <param name="Notices">How many sessions wait to be told of their removal.</param>
    public sealed record Description(
        Domain Service,
        Domain Remote,
        string State,
        LinkStanding Told,
        long Epoch,
        string? Hold,
        DateTimeOffset Since,
        bool Mute,
        bool RefusedByPolicy,
        TimeSpan? LastRoundTrip,
        int Rooms,
        ImmutableArray<EvidenceEntry> Evidence,
        double Penalty,
        DateTimeOffset? DampedUntil,
        DateTimeOffset? GraceEnds,
        int Notices)
    {
        /// <summary>How long a loss without a bounce may go unnoticed as the domain is probed now; null where its silence says nothing.</summary>
        public TimeSpan? NoticedWithin { get; init; }
    }

    /// <summary>One thing that was observed of a link.</summary>
    public sealed record EvidenceEntry(DateTimeOffset At, string What);
}

/// <summary>What rooms ask of the node's capability cache. XEP-0115.</summary>
public static class CapabilityMessages
{
    /// <summary>Learn what a session's client announces; answered by <see cref="Learned"/> once it is verified, at once if the hash is known.</summary>
    public sealed record Query(Domain Service, FullJid Session, Capabilities Capabilities)
    {
        /// <summary>What else it announces, for where that proves nothing; or null.</summary>
        public Capabilities? Instead { get; init; }

        /// <summary>What is announced, what is to be asked for first before the rest.</summary>
        public IEnumerable<Capabilities> Announced() => Instead is null ? [Capabilities] : [Capabilities, Instead];
    }

    /// <summary>What the client announces. A client that does not answer, or whose hash does not match, is never learned.</summary>
    public sealed record Learned(FullJid Session, ClientFeatures Features);
}
