namespace MucService.TestBed;

/// <summary>A Prosody, configured from <c>Files/prosody.cfg.lua</c> and, as the service's host, by the snippet in <c>deploy/prosody</c>.</summary>
public sealed class ProsodyServer : XmppServer
{
    private const string Snippet = "mucservice.cfg.lua";

    // Another version than the one that is installed: see tests/prosody13.sh.
    private static readonly string Program = Environment.GetEnvironmentVariable("MUC_TESTS_PROSODY") ?? "prosody";

    private readonly string _config;

    internal ProsodyServer(NetworkNamespace @namespace, string domain, string address, BedOptions options, string component)
        : base(@namespace, domain, address)
    {
        var directory = Path.Combine(@namespace.Directory, domain);
        Directory.CreateDirectory(directory);
        _config = Template.Write(
            "prosody.cfg.lua",
            Path.Combine(directory, "prosody.cfg.lua"),
            ("directory", directory),
            ("domain", domain),
            ("address", address),
            ("level", options.Verbose ? "debug" : "info"),
            ("c2s", $"{Ports.Clients}"),
            ("s2s", $"{Ports.Servers}"),
            ("http", $"{Ports.Http}"),
            ("dns", $"{Ports.Dns}"),
            ("web", options.Web ?? directory),
            ("files", Path.Combine(AppContext.BaseDirectory, "Files")),
            ("modules", Modules(options)),
            ("instances", Path.Combine(@namespace.Directory, RoomInstances.FileName)),
            ("hibernation", options.Annotations ? "8" : "600"),
            ("plugins", Path.Combine(Repository.Root, "deploy/prosody")),
            ("authentication", "insecure"),
            ("component", component));
    }

    /// <summary>The lines that make a server the host of the service, from the snippet that the documentation gives.</summary>
    internal static string HostOfTheService(string directory, string address, string secret, BedOptions options)
    {
        var snippet = Path.Combine(directory, Snippet);
        var lines = Repository.Read("deploy/prosody/mucservice.cfg.lua")
            .Replace("5347", $"{Ports.Components}", StringComparison.Ordinal)
            .Replace("127.0.0.1", address, StringComparison.Ordinal)
            .Replace(BedOptions.Secret, secret, StringComparison.Ordinal);
        if (options.HostKeepsOlderStream)
            lines = lines.Replace("kick_old", "kick_new", StringComparison.Ordinal);
        if (options.RecordsInstances)
            lines += "\n  modules_enabled = { \"room_instances\" }\n";
        if (options.LinkEvents)
        {
            lines = lines
                .Replace("-- modules_enabled", "modules_enabled", StringComparison.Ordinal)
                .Replace("-- muc_link_events_host = \"shakespeare.lit\"", "muc_link_events_host = \"montague.lit\"", StringComparison.Ordinal);
        }

        if (options.TwoServices)
            lines += $"\nComponent \"{BedOptions.OtherService}\"\n  component_secret = \"{secret}\"\n  component_conflict_resolve = \"kick_old\"\n";
        File.WriteAllText(snippet, lines);
        return $"Include \"{snippet}\"";
    }

    private static string Modules(BedOptions options)
    {
        (bool IsWanted, string Name)[] all =
        [
            (options.Annotations, "presence_annotations"),
            (options.SpeaksForAll, "speak_for_all"),
            (options.Bidirectional, "s2s_bidi"),
            (options.RecordsInstances, "room_instances"),
        ];
        return string.Concat(all.Where(module => module.IsWanted).Select(module => $", \"{module.Name}\""));
    }

    /// <inheritdoc/>
    protected override string[] Command() => [Program, "-F", "--config", _config];
}
