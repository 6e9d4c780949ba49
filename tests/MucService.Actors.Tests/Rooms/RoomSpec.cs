using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>A room's actor with a real SQLite store, and the queue it writes to in the test's hands.</summary>
public abstract class RoomSpec : TestKit, IAsyncLifetime
{
    protected static readonly BareJid Tea = BareJid.Parse("tea@muc.example");

    private const string InMemoryJournal = """
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = akka.persistence.journal.inmem
        akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("room-spec").FullName;
    private readonly SegmentPool _segments = new();
    private readonly StringBuilder _said = new();
    private readonly OutputQueue _output = new(1 << 20);
    private GatedStore? _store;

    protected RoomSpec()
        : base(InMemoryJournal)
    {
    }

    protected RoomSpec(Config config)
        : base(config)
    {
    }

    internal GatedStore Store => _store!;

    protected TestProbe Links => field ??= CreateTestProbe("links");

    protected SessionBoard Sessions { get; } = new(TimeProvider.System);

    protected TestProbe LinkRegion => field ??= CreateTestProbe("link-region");

    protected TestProbe RoomHost => field ??= CreateTestProbe("room-host");

    protected TestProbe Capabilities => field ??= CreateTestProbe("capabilities");

    public async Task InitializeAsync()
    {
        var settings = new StorageSettings { DataDirectory = _directory };
        _store = new GatedStore(await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));
    }

    public virtual async Task DisposeAsync()
    {
        Shutdown();
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>By which rooms do what they do later.</summary>
    protected FakeTimeProvider Clock { get; } = new();

    internal RoomAlarms Alarms => field ??= new RoomAlarms(Clock);

    /// <summary>What clients are known to understand from before.</summary>
    protected ClientFeatures Verified { get; set; }

    protected LiveSettings Live { get; private set; } = null!;

    internal SpeakingRight? Right { get; set; }

    protected InboundWindow Window { get; } = new(1 << 20);

    protected RefusalCounts Refusals { get; } = new();

    protected IActorRef Owners => field ??= Sys.ActorOf(Props.Create(() => new RoomOwnersActor(Store, TimeProvider.System)));

    protected IActorRef StartRoom(bool locking = false) => StartRoom(new RoomSettings { Service = Tea.Domain, Locking = locking });

    protected IActorRef StartRoom(RoomSettings settings, BareJid? address = null, TestProbe? region = null)
    {
        var outputs = new ServiceOutputs();
        outputs.Add(Tea.Domain, _output);
        var surroundings = new RoomSurroundings(
            Live = new LiveSettings(ImmutableDictionary<Domain, RoomSettings>.Empty.Add(Tea.Domain, settings)),
            Store,
            outputs,
            new Arrivals(TimeProvider.System),
            Links,
            Sessions,
            LinkRegion,
            Capabilities,
            Window,
            _segments,
            Refusals,
            Owners,
            ImmutableDictionary<Domain, IActorRef>.Empty.Add(Tea.Domain, RoomHost))
        {
            Removals = new RemovalLog(Store, TimeProvider.System),
            Right = Right,
            Alarms = Alarms,
            FeaturesOf = presence => presence.Capabilities is null ? ClientFeatures.None : Verified,
        };
        var room = Props.Create(() => new RoomActor(address ?? Tea, surroundings));
        return region is null ? Sys.ActorOf(room) : region.ChildActorOf(room);
    }

    protected void StopRoom(IActorRef room)
    {
        Watch(room);
        Sys.Stop(room);
        ExpectTerminated(room, TimeSpan.FromSeconds(10));
        Unwatch(room);
    }

    protected void Deliver(IActorRef room, string xml)
    {
        var stanza = StanzaParser.ParseStanza(Encoding.UTF8.GetBytes(xml.Replace('\'', '"')));
        Window.Enter(stanza);
        room.Tell(new RoomMessages.Deliver(Tea, stanza, new Arrival(DateTimeOffset.UtcNow, Guid.NewGuid().ToString("N"))));
    }

    protected void Enter(IActorRef room, string jid, string nick) =>
        Deliver(room, $"<presence from='{jid}' to='{Tea}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>");

    protected void Say(IActorRef room, string jid, string text) =>
        Deliver(room, $"<message from='{jid}' to='{Tea}' type='groupchat' id='m1'><body>{text}</body></message>");

    /// <summary>Waits until the room has said this, and gives all it said since the last call.</summary>
    protected string Hears(string text)
    {
        AwaitCondition(() => Drain().Contains(text, StringComparison.Ordinal), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(10));
        var said = _said.ToString();
        _said.Clear();
        return said;
    }

    /// <summary>Asks the room something, so that all it was told before is handled, and gives what it has said meanwhile.</summary>
    protected string HearsMeanwhile(IActorRef room)
    {
        room.Tell(new RoomMessages.Describe(Tea), TestActor);
        ExpectMsg<RoomMessages.Description>(TimeSpan.FromSeconds(20));
        return Drain();
    }

    internal RoomMessages.Description Describe(IActorRef room)
    {
        room.Tell(new RoomMessages.Describe(Tea), TestActor);
        return ExpectMsg<RoomMessages.Description>(TimeSpan.FromSeconds(20));
    }

    private string Drain()
    {
        while (_output.TryTake() is { } batch)
        {
            foreach (var segment in batch.Segments)
                _said.Append(Encoding.UTF8.GetString(segment.Written.Span));
            _output.Finish(batch, lost: false);
        }

        return _said.ToString();
    }
}
