using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using MucService.Xmpp;

namespace MucService.Actors.Tests.Links;

/// <summary>A test whose clock and whose timers advance together, and only when it says so.</summary>
public abstract class SimulatedTime(string config = "") : TestKit(ConfigurationFactory.ParseString(config).WithFallback(Config))
{
    private static readonly Config Config = ConfigurationFactory.ParseString(
        """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.loglevel = "WARNING"
        akka.test.single-expect-default = 60s
        """);

    protected static readonly Domain Service = Domain.Parse("chats.shakespeare.lit");
    protected static readonly Domain Remote = Domain.Parse("capulet.lit");

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The settings of a test whose journal is one of its own.</summary>
    protected static string JournaledBy<TJournal>() =>
        $$"""
        akka.persistence.journal.plugin = "own"
        own.class = "{{typeof(TJournal).AssemblyQualifiedName}}"
        own.plugin-dispatcher = "akka.actor.default-dispatcher"
        """;

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Advances in steps so small that no timer is late; after each, whoever it concerns has handled it.</summary>
    protected void Advance(TimeSpan by, IActorRef whom, int stepMilliseconds = 250)
    {
        var step = TimeSpan.FromMilliseconds(stepMilliseconds);
        for (var passed = TimeSpan.Zero; passed < by; passed += step)
        {
            Time.Advance(step);
            ((TestScheduler)Sys.Scheduler).Advance(step);
            Settle(whom);
        }
    }

    /// <summary>Waits until an actor has handled what it was sent.</summary>
    protected void Settle(IActorRef whom)
    {
        var probe = CreateTestProbe();
        whom.Tell(new Identify(0), probe);
        probe.ExpectMsg<ActorIdentity>(Seconds(60));
    }
}
