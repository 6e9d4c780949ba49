using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using MucService.Host.Startup;
using Xunit;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MucService.Host.Tests.Startup;

public sealed class AkkaLogActorTests : ILoggerProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<(string Category, LogLevel Level, string Text)> _said = [];

    [Fact]
    public async Task What_an_actor_logs_is_handed_on_as_it_was_said()
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(this));
        using var system = ActorSystem.Create("logging", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(AkkaLogActor.Config), new LoggerFactorySetup(loggers)));

        new BusLogging(system.EventStream, "akka://logging/user/links", typeof(AkkaLogActorTests), DefaultLogMessageFormatter.Instance)
            .Warning("Link to {0} is down", "capulet.lit");

        Assert.Equal((typeof(AkkaLogActorTests).FullName!, LogLevel.Warning, "Link to capulet.lit is down"), Take());
        await system.Terminate();
    }

    public ILogger CreateLogger(string categoryName) => new Listener(categoryName, _said);

    public void Dispose() => _said.Dispose();

    private (string Category, LogLevel Level, string Text) Take()
    {
        using var limit = new CancellationTokenSource(Patience);
        return _said.GetConsumingEnumerable(limit.Token).First(said => said.Category == typeof(AkkaLogActorTests).FullName);
    }

    private sealed class Listener(string category, BlockingCollection<(string Category, LogLevel Level, string Text)> said) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!said.IsAddingCompleted)
                said.Add((category, logLevel, formatter(state, exception)));
        }
    }
}
