using BenchmarkDotNet.Attributes;
using MucService.Benchmarks.Driving;
using MucService.Links;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Benchmarks.Micro;

/// <summary>What a room decides about a message and about somebody who enters, and what becomes of a link.</summary>
[MemoryDiagnoser]
public class RulesBenchmarks
{
    private static readonly Arrival Arrival = new(DateTimeOffset.UnixEpoch, "0123456789abcdef-1");
    private static readonly LinkTimings Timings = new();

    private readonly Moment _now = new(TimeSpan.FromDays(1), DateTimeOffset.UnixEpoch, 0.5, Widespread: false);
    private readonly LinkState _link = LinkState.Recovered(LinkRecord.None);
    private RoomState _room = null!;
    private Stanza _message = null!;
    private Stanza _join = null!;

    /// <summary>How many are in the room: what is decided about one must not depend on it.</summary>
    [Params(10, 1000)]
    public int Occupants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _room = new RoomState
        {
            Address = BareJid.Parse(Names.Room(1)),
            Settings = new RoomSettings { Service = Domain.Parse(Names.Service), Locking = false, MaxOccupants = 100_000 },
        };
        for (var occupant = 0; occupant < Occupants; occupant++)
        {
            var decision = Room.Receive(_room, StanzaParser.ParseStanza(Names.Join(occupant, 1)), Arrival);
            _room = _room.After(decision.Events.AsSpan());
        }

        _message = StanzaParser.ParseStanza(Names.Message(1, 1, 1));
        _join = StanzaParser.ParseStanza(Names.Join(Occupants, 1));
    }

    [Benchmark]
    public Decision Groupchat() => Room.Receive(_room, _message, Arrival);

    [Benchmark]
    public RoomState GroupchatWithItsEvents() => _room.After(Room.Receive(_room, _message, Arrival).Events.AsSpan());

    [Benchmark]
    public Decision Enter() => Room.Receive(_room, _join, Arrival);

    [Benchmark]
    public LinkDecision BounceOnLink() => LinkRules.Decide(_link, new Evidence.StanzaBounced(_now), Timings);
}
