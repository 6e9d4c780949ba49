using System.Globalization;
using Akka.Actor;
using Akka.TestKit;
using MucService.Actors.Links;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>Somebody comes with thousands of domains of his own: they cost a bounded number of probes, and take nobody's place.</summary>
public sealed class PuppetDomainTests : SimulatedTime
{
    private const int Limit = 100;

    private readonly TestProbe _region;
    private readonly IActorRef _directory;

    public PuppetDomainTests()
    {
        _region = CreateTestProbe("region");
        var board = new LinkBoard(Time);
        _directory = Sys.ActorOf(Props.Create(() => new LinkDirectoryActor(new LinkSettings { MaxDomains = Limit }, _region.Ref, board, new Watermarks(), Time)));
    }

    [Fact]
    public void However_many_there_are_no_more_are_probed_than_the_operator_allows()
    {
        var room = CreateTestProbe("room");
        for (var puppet = 0; puppet < 3000; puppet++)
            Enter(room, "orchard", Puppet(puppet));

        Assert.Equal(Limit, Reports(3000).Values.Count(report => report.Probed));
        Advance(Seconds(30), _directory, stepMilliseconds: 5000);
        Assert.Equal(Limit, Reports(3000).Values.Count(report => report.Probed));
    }

    [Fact]
    public void A_domain_that_is_used_in_more_rooms_takes_the_place_of_a_puppet()
    {
        var room = CreateTestProbe("room");
        for (var puppet = 0; puppet < 3000; puppet++)
            Enter(room, "orchard", Puppet(puppet));
        Enter(room, "orchard", "capulet.lit");
        Enter(CreateTestProbe("balcony"), "balcony", "capulet.lit");
        Assert.False(Reports(3001)["capulet.lit"].Probed);

        Advance(Seconds(30), _directory, stepMilliseconds: 5000);
        var reports = Reports(3001);
        Assert.True(reports["capulet.lit"].Probed);
        Assert.Equal(Limit, reports.Values.Count(report => report.Probed));
    }

    [Fact]
    public void Who_was_there_first_keeps_his_place_among_equals()
    {
        var room = CreateTestProbe("room");
        Enter(room, "orchard", "capulet.lit");
        for (var puppet = 0; puppet < 3000; puppet++)
            Enter(room, "orchard", Puppet(puppet));
        Reports(3001);

        for (var turn = 0; turn < 3; turn++)
        {
            Advance(Seconds(30), _directory, stepMilliseconds: 5000);
            Assert.True(Reports(3001)["capulet.lit"].Probed);
        }
    }

    private static string Puppet(int number) => string.Create(CultureInfo.InvariantCulture, $"puppet{number}.example");

    private void Enter(TestProbe actor, string room, string remote) =>
        _directory.Tell(new LinkMessages.Interested(BareJid.Parse($"{room}@chats.shakespeare.lit"), Domain.Parse(remote)), actor);

    /// <summary>The last report of each domain.</summary>
    private Dictionary<string, LinkMessages.Report> Reports(int count)
    {
        var reports = new Dictionary<string, LinkMessages.Report>();
        foreach (var report in _region.ReceiveN(count).Cast<LinkMessages.Report>())
            reports[report.Remote.Value] = report;
        return reports;
    }
}
