using Akka.Actor;
using Akka.Event;
using Akka.Hosting.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MucService.Host.Startup;

/// <summary>
/// Hands what actors log to the node's log, as it was said: the time, the thread and the path that Akka would write into each line are left out.
/// It has an ordinary mailbox: that of Akka's loggers prints to the console what is left in it at the end.
/// The category is the type that said it, so that the section <c>Logging</c> speaks of actors as of everything else.
/// </summary>
internal sealed class AkkaLogActor : ReceiveActor
{
    /// <summary>Makes Akka log here, and nowhere else. Beneath the file, which may say otherwise.</summary>
    public static readonly Akka.Configuration.Config Config = Akka.Configuration.ConfigurationFactory.ParseString($"""
        akka.loggers = ["{typeof(AkkaLogActor).FullName}, {typeof(AkkaLogActor).Assembly.GetName().Name}"]
        akka.stdout-loglevel = OFF
        """);

    public AkkaLogActor()
    {
        var loggers = Context.System.Settings.Setup.Get<LoggerFactorySetup>().Value.LoggerFactory;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(said => Write(loggers.CreateLogger(said.LogClass.FullName ?? nameof(Akka)), said));
    }

    private static void Write(ILogger log, LogEvent said)
    {
        var level = said.LogLevel() switch
        {
            AkkaLevel.DebugLevel => LogLevel.Debug,
            AkkaLevel.InfoLevel => LogLevel.Information,
            AkkaLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        log.Log(level, default, said, said.Cause, static (entry, _) => entry.Message.ToString() ?? "");
    }
}
