using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>A domain with sessions in thousands of rooms is lost at once.</summary>
public sealed class StormTests : SimulatedTime
{
    private const int Rooms = 10_000;
    private const int PerSecond = 2_000;

    private readonly IActorRef _directory;
    private readonly ImmutableArray<Told> _told = [.. Enumerable.Range(0, Rooms).Select(_ => new Told())];

    public StormTests()
    {
        var region = CreateTestProbe("region");
        var board = new LinkBoard(Time);
        _directory = Sys.ActorOf(Props.Create(() =>
            new LinkDirectoryActor(new LinkSettings { TellingsPerSecond = PerSecond }, region.Ref, board, new Watermarks(), Time)));
        for (var number = 0; number < Rooms; number++)
        {
            var told = _told[number];
            var actor = Sys.ActorOf(Props.Create(() => new Room(told)));
            var room = BareJid.Parse(string.Create(CultureInfo.InvariantCulture, $"room{number}@chats.shakespeare.lit"));
            _directory.Tell(new LinkMessages.Interested(room, Remote), actor);
        }

        Settle(_directory);
    }

    [Fact]
    public void Ten_thousand_rooms_are_told_within_seconds_at_the_rate_that_is_allowed_and_in_no_order()
    {
        Transition(LinkStanding.Unreachable, 5);
        Advance(Seconds(1), _directory, stepMilliseconds: 50);
        var first = Count(LinkStanding.Unreachable, 5);
        Assert.InRange(first, PerSecond / 2, (int)(1.2 * PerSecond));
        Assert.InRange(_told.Take(first).Count(told => told.Last?.Epoch == 5), 1, first - 1);

        Advance(Seconds(6), _directory, stepMilliseconds: 50);
        Assert.Equal(Rooms, Count(LinkStanding.Unreachable, 5));
    }

    [Fact]
    public void A_return_in_the_middle_of_it_tells_those_who_were_told_and_spares_the_others_the_loss()
    {
        Transition(LinkStanding.Unreachable, 5);
        Advance(Seconds(1), _directory, stepMilliseconds: 50);
        var lost = Count(LinkStanding.Unreachable, 5);

        Transition(LinkStanding.Reachable, 6);
        Advance(Seconds(7), _directory, stepMilliseconds: 50);

        Assert.Equal(Rooms, Count(LinkStanding.Reachable, 6));
        Assert.InRange(_told.Count(told => told.Times == 2), lost / 2, lost + (PerSecond / 5));
        Assert.All(_told, told => Assert.InRange(told.Times, 1, 2));
    }

    [Fact]
    public void However_often_it_comes_and_goes_what_waits_is_one_telling_a_room()
    {
        for (var epoch = 1; epoch <= 20; epoch++)
            Transition(epoch % 2 == 0 ? LinkStanding.Unreachable : LinkStanding.Reachable, epoch);
        Settle(_directory);
        Advance(Seconds(7), _directory, stepMilliseconds: 50);

        Assert.Equal(Rooms, Count(LinkStanding.Unreachable, 20));
        Assert.InRange(_told.Sum(told => told.Times), Rooms, Rooms + PerSecond);
    }

    [Fact]
    public void What_is_in_doubt_is_told_to_every_room_whatever_comes_between()
    {
        var inDoubt = new LinkMessages.InDoubt(Remote, "output", 5, 20, DoubtKind.Lost);
        _directory.Tell(new LinkMessages.Proved(Service, Remote, "output", 20) { InDoubt = inDoubt });
        Transition(LinkStanding.Unreachable, 5);
        Transition(LinkStanding.Reachable, 6);
        Advance(Seconds(12), _directory, stepMilliseconds: 50);

        Assert.All(_told, told => Assert.Equal(1, told.Doubts));
        Assert.Equal(Rooms, Count(LinkStanding.Reachable, 6));
    }

    private int Count(LinkStanding standing, long epoch) => _told.Count(told => told.Last is { } last && last.Standing == standing && last.Epoch == epoch);

    private void Transition(LinkStanding standing, long epoch) => _directory.Tell(new LinkMessages.Transition(Service, Remote, standing, epoch));

    /// <summary>What a room was told of the link, without the answer to its own question.</summary>
    private sealed class Told
    {
        private volatile LinkMessages.Told? _last;
        private int _times;
        private int _doubts;

        public LinkMessages.Told? Last => _last;

        public int Times => Volatile.Read(ref _times);

        public int Doubts => Volatile.Read(ref _doubts);

        public void Note(object message)
        {
            if (message is LinkMessages.InDoubt)
                Interlocked.Increment(ref _doubts);
            if (message is not LinkMessages.Told { Epoch: > 0 } told)
                return;

            _last = told;
            Interlocked.Increment(ref _times);
        }
    }

    private sealed class Room : ReceiveActor
    {
        public Room(Told told) => ReceiveAny(told.Note);
    }
}
