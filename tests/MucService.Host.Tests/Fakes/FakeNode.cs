using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Tests.Fakes;

/// <summary>A node with one orchard in it, whose actors say what they were told.</summary>
internal sealed class FakeNode : IServiceNode, IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Domain Chats = Domain.Parse("chats.shakespeare.lit");
    public static readonly BareJid Orchard = BareJid.Parse("orchard@chats.shakespeare.lit");

    private readonly TemporaryFolder _folder = new();
    private readonly ActorSystem _system = ActorSystem.Create("fake", "akka.stdout-loglevel = OFF\nakka.loglevel = OFF");

    public FakeNode(int rooms = 1)
    {
        var entries = Enumerable.Range(0, rooms).Select(i => Entry(i == 0 ? Orchard : BareJid.Parse($"room{i:000}@chats.shakespeare.lit")));
        Store = new FakeStore(OpenStore, [.. entries]);
        Rooms = _system.ActorOf(Props.Create(() => new RoomsActor(Told)));
        Links = _system.ActorOf(Props.Create(() => new LinksActor(Told)));
        LinkDirectory = Links;
        Retirement = _system.ActorOf(Props.Create(() => new RetiringActor(Told)));
        Blocks = _system.ActorOf(Props.Create(() => new BlocksActor(Told)));
    }

    /// <summary>What the actors were sent, apart from questions.</summary>
    public List<object> Told { get; } = [];

    public IReadOnlyList<Domain> Services { get; set; } = [Chats];

    public IReadOnlyList<StreamStatus> Streams { get; set; } = [new(Chats, "127.0.0.1:5347", IsOpen: true, "", Noon)];

    public IReadOnlyList<ClusterNode> Nodes { get; set; } = [];

    public IRoomStore Store { get; }

    public IActorRef Rooms { get; }

    public IActorRef Links { get; }

    public IActorRef LinkDirectory { get; }

    public IActorRef Retirement { get; }

    public IActorRef Blocks { get; }

    public RefusalCounts Refusals { get; } = new();

    public DateTimeOffset StartedAt => Noon;

    public void Dispose()
    {
        _system.Terminate().Wait(TimeSpan.FromSeconds(5));
        Store.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        _folder.Dispose();
    }

    private static DirectoryEntry Entry(BareJid room) =>
        new(room, BareJid.Parse("romeo@montague.lit"), Noon, "The Orchard", "", 2, Public: true, Locked: false, Persistent: true, MembersOnly: false, PasswordProtected: false);

    private IRoomStore OpenStore() =>
        RoomStores.OpenAsync(new StorageSettings { DataDirectory = _folder.Path }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None).Result;

    private sealed class RoomsActor : ReceiveActor
    {
        public RoomsActor(List<object> told)
        {
            Receive<RoomMessages.Describe>(message => Sender.Tell(Describe(message.Room)));
            Receive<RoomMessages.Kick>(message =>
            {
                told.Add(message);
                Sender.Tell(message.Nick.Value == "Tybalt" ? new RoomMessages.Done() : new RoomMessages.Refused(ErrorCondition.ItemNotFound, $"there is no occupant {message.Nick}"));
            });
            Receive<RoomMessages.ForgetTombstone>(message =>
            {
                told.Add(message);
                Sender.Tell(new RoomMessages.Done());
            });
            Receive<RoomMessages.Destroy>(message =>
            {
                told.Add(message);
                Sender.Tell(message.Room == Orchard ? new RoomMessages.Done() : new RoomMessages.Refused(ErrorCondition.ItemNotFound, $"there is no room {message.Room}"));
            });
        }

        private static RoomMessages.Description Describe(BareJid room)
        {
            var tybalt = FullJid.Parse("tybalt@capulet.lit/sword");
            return new RoomMessages.Description(
                room,
                Exists: room == Orchard,
                Locked: false,
                RoomConfig.Default with { Name = "The Orchard" },
                Noon,
                new Subject("What light?\u001b[2J", Nick.Parse("Romeo"), Noon, "s1"),
                ImmutableDictionary<BareJid, AffiliationEntry>.Empty,
                [new(Nick.Parse("Tybalt"), tybalt.Bare, Affiliation.None, Role.Participant, [new(tybalt, Noon, LinkStanding.Unreachable, AnnouncesAnnotations: true)])]);
        }
    }

    private sealed class RetiringActor : ReceiveActor
    {
        public RetiringActor(List<object> told) => ReceiveAny(message =>
        {
            told.Add(message);
            Sender.Tell(new RoomMessages.Done());
        });
    }

    private sealed class BlocksActor : ReceiveActor
    {
        public BlocksActor(List<object> told)
        {
            Receive<BlockMessages.Describe>(_ => Sender.Tell(new BlockMessages.Description(
                [Domain.Parse("spam.example")], [BareJid.Parse("joe@spam2.example")], [new("lists.example/bans", 7, "followed", DateTimeOffset.UnixEpoch)])));
            Receive<BlockMessages.Add>(message =>
            {
                told.Add(message);
                Sender.Tell(message.Jid == new BareJid(Chats) ? new BlockMessages.Failed($"{Chats} is a service of ours", IsStorage: false) : new BlockMessages.Done());
            });
            Receive<BlockMessages.Remove>(message =>
            {
                told.Add(message);
                Sender.Tell(new BlockMessages.Done());
            });
        }
    }

    private sealed class LinksActor : ReceiveActor
    {
        public LinksActor(List<object> told)
        {
            Receive<LinkMessages.DescribeAll>(_ => Sender.Tell(new LinkMessages.Descriptions([Describe(Domain.Parse("capulet.lit"), null)])));
            Receive<LinkMessages.Describe>(message => Sender.Tell(
                Describe(message.Remote, null) with { Rooms = message.Remote == Domain.Parse("nowhere.lit") ? 0 : 1 }));
            Receive<LinkMessages.DescribeRooms>(message => Sender.Tell(message.Remote == Domain.Parse("nowhere.lit") ? LinkMessages.RoomsBehind.None : Behind));
            Receive<LinkMessages.Hold>(message =>
            {
                told.Add(message);
                Sender.Tell(Describe(message.Remote, message.Up ? "Up" : "Down"));
            });
            Receive<LinkMessages.Release>(message =>
            {
                told.Add(message);
                Sender.Tell(Describe(message.Remote, null));
            });
            Receive<LinkMessages.DropConnection>(message =>
            {
                told.Add(message);
                Sender.Tell(message.Remote.Value == "capulet.lit"
                    ? new LinkMessages.ConnectionDropped(Done: true, "")
                    : new LinkMessages.ConnectionDropped(Done: false, $"the host has no connection to {message.Remote}"));
            });
            Receive<LinkMessages.ProbeNow>(message =>
            {
                told.Add(message);
                Sender.Tell(Describe(message.Remote, null));
            });
        }

        private static LinkMessages.RoomsBehind Behind { get; } = new(
            [new(Orchard, LossEffect.Annotated, [Nick.Parse("Juliet"), Nick.Parse("Nurse")], 3, 40)], Rooms: 2, Occupants: 2, Sessions: 3, OutOfSync: 2, Stanzas: 40, Silent: 3);

        private static LinkMessages.Description Describe(Domain remote, string? hold) => new(
            Chats, remote, "Down", LinkStanding.Unreachable, 7, hold, Noon, Mute: false, RefusedByPolicy: false,
            TimeSpan.FromMilliseconds(12.5), 1, [new LinkMessages.EvidenceEntry(Noon, "probe missed")], Penalty: 1000, DampedUntil: null, GraceEnds: null, Notices: 0)
        {
            NoticedWithin = TimeSpan.FromSeconds(25.5),
        };
    }
}
