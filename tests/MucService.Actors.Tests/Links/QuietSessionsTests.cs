using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>Who has not been heard for long is asked whether he is there, in turn, once for all rooms.</summary>
public sealed class QuietSessionsTests : SimulatedTime
{
    private static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");

    private readonly SessionBoard _board;
    private readonly TestProbe _links;
    private readonly IActorRef _quiet;

    public QuietSessionsTests()
    {
        _board = new SessionBoard(Time);
        _links = CreateTestProbe("links");
        _quiet = Sys.ActorOf(Props.Create(() => new QuietSessionsActor(_board, new LinkSettings(), _links.Ref, Time)));
    }

    [Fact]
    public void Who_is_quiet_for_five_minutes_is_asked_once_for_all_rooms()
    {
        _board.Enter(Service, Juliet, ClientFeatures.Ping);
        _board.Enter(Service, Juliet, ClientFeatures.None);
        Pass(299);
        _links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Pass(2);
        Assert.Equal(new LinkMessages.ProbeSession(Service, Juliet, ClientFeatures.Ping), _links.ExpectMsg<LinkMessages.ProbeSession>());
        Pass(200);
        _links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Of_thousands_that_are_gone_none_is_kept_until_his_turn()
    {
        WeakReference<FullJid>[] gone = [.. Enumerable.Range(0, 5_000).Select(Visit)];
        Pass(2);
        AwaitAssert(() =>
        {
            GC.Collect();
            Assert.DoesNotContain(gone, session => session.TryGetTarget(out _));
        });
    }

    [Fact]
    public void Who_was_heard_is_not_asked()
    {
        _board.Enter(Service, Juliet, ClientFeatures.None);
        for (var minute = 0; minute < 12; minute++)
        {
            Pass(60);
            _board.Heard(Service, Juliet);
        }

        _links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Who_left_one_of_two_rooms_is_still_there_and_who_left_both_is_not()
    {
        _board.Enter(Service, Juliet, ClientFeatures.None);
        _board.Enter(Service, Juliet, ClientFeatures.None);
        _board.Exit(Service, Juliet);
        Assert.Equal(1, _board.Count);
        _board.Exit(Service, Juliet);
        Assert.Equal(0, _board.Count);
        Pass(700);
        _links.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Many_are_asked_within_ten_minutes_and_never_many_at_once()
    {
        for (var number = 0; number < 1200; number++)
            _board.Enter(Service, FullJid.Parse($"juliet@capulet.lit/{number}"), ClientFeatures.None);
        Pass(299);
        HashSet<FullJid> asked = [];
        for (var second = 0; second < 600; second++)
        {
            Pass(1);
            var before = asked.Count;
            while (_links.HasMessages)
                asked.Add(_links.ExpectMsg<LinkMessages.ProbeSession>().Session);
            Assert.InRange(asked.Count - before, 0, 2);
        }

        Assert.Equal(1200, asked.Count);
    }

    [Fact]
    public void Strangers_leave_no_trace()
    {
        for (var number = 0; number < 1000; number++)
            _board.Heard(Service, FullJid.Parse($"mallory{number}@puppets.lit/x"));
        Assert.Equal(0, _board.Count);
    }

    private void Pass(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Time.Advance(Seconds(1));
            ((TestScheduler)Sys.Scheduler).Advance(Seconds(1));
            Settle(_quiet);
        }
    }

    private WeakReference<FullJid> Visit(int number)
    {
        var session = FullJid.Parse($"guest{number}@capulet.lit/hall");
        _board.Enter(Service, session, ClientFeatures.None);
        _board.Exit(Service, session);
        return new WeakReference<FullJid>(session);
    }
}
