using MucService.Host.Settings;
using MucService.Storage;

namespace MucService.Host.Startup;

/// <summary>The program <c>mucservice</c>: reads its settings, says all that is wrong with them, or runs a node until it is told to stop.</summary>
internal static class NodeProgram
{
    /// <summary>Exit code of a clean stop.</summary>
    public const int Stopped = 0;

    /// <summary>Exit code where the node ended although nobody stopped it.</summary>
    public const int Failed = 1;

    /// <summary>Exit code where the node cannot start as it is configured.</summary>
    public const int Misconfigured = 2;

    private const string Usage = """
        mucservice: rooms for an XMPP server, as a component (XEP-0114, XEP-0045)

        Usage: mucservice [--Muc:Section:Key=value ...]

        Settings come from appsettings.json and akka.hocon beside the program, from the
        environment (Muc__Section__Key) and from the command line; the later one wins.
        At least:
          --Muc:Components:0:Domain=chats.shakespeare.lit
          --Muc:Components:0:Server=127.0.0.1:5347
          --Muc:Components:0:SecretFile=/etc/mucservice/secret
        All settings are in the README.

        """;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await output.WriteAsync(Usage);
            return Stopped;
        }

        var (configuration, unread) = ConfigurationSources.Read(AppContext.BaseDirectory, arguments);
        if (configuration is null)
            return await TellAsync(errors, unread);

        var (options, unsound) = SettingsReader.Read(configuration);
        List<string> faults = [.. unread, .. unsound, .. NodeLogging.FaultsOf(configuration), .. AkkaSettings.FaultsOf(options)];
        return faults.Count > 0
            ? await TellAsync(errors, faults)
            : await RunAsync(configuration, options, errors);
    }

    private static async Task<int> RunAsync(IConfiguration configuration, MucOptions options, TextWriter errors)
    {
        using var loggers = NodeLogging.Create(configuration);
        var log = loggers.CreateLogger("MucService");
        using var signals = new StopSignals(log);
        try
        {
            await OwnName.ResolveAsync(options.Cluster, TimeProvider.System, log, signals.Asked);
            var (claims, faults) = Claims.Take(options);
            using (claims)
            {
                return faults.Count > 0
                    ? await TellAsync(errors, [.. faults, .. await FaultsOfStorageAsync(options, loggers)])
                    : await NodeHost.RunAsync(options, claims, signals, loggers);
            }
        }
        catch (Exception fault) when (fault is StorageFaultException or StartFaultException)
        {
            return await TellAsync(errors, [fault.Message]);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            log.LogInformation("Stopped before it had started");
            return Stopped;
        }
        catch (Exception fault)
        {
            // Nothing that is known to happen; whoever supervises the process starts it again.
            log.LogCritical(fault, "The node ended by what was not foreseen");
            return Failed;
        }
    }

    private static async Task<IReadOnlyList<string>> FaultsOfStorageAsync(MucOptions options, ILoggerFactory loggers)
    {
        try
        {
            await using var store = await RoomStores.OpenAsync(options.Storage.ToSettings(), TimeProvider.System, loggers, CancellationToken.None);
            return [];
        }
        catch (StorageFaultException fault)
        {
            return [fault.Message];
        }
    }

    private static async Task<int> TellAsync(TextWriter errors, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
            await errors.WriteLineAsync($"mucservice: {fault.ReplaceLineEndings(" ")}");
        return Misconfigured;
    }
}
