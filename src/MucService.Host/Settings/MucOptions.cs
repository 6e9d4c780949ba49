using Microsoft.Extensions.Options;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>Everything an operator decides. Section <c>Muc</c>.</summary>
public sealed class MucOptions
{
    /// <summary>The streams to hosts. Entries with one domain are several streams of one service.</summary>
    public IReadOnlyList<ComponentOptions> Components { get; init; } = [];

    /// <summary>Bare JIDs that act as owners everywhere, without appearing in lists.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>Another file than the <c>akka.hocon</c> beside the program; a relative path is taken from the program's folder.</summary>
    public string AkkaConfig { get; init; } = "akka.hocon";

    /// <summary>Where rooms are kept.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>This node among others.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>Where the node answers for its health, and to mucctl.</summary>
    public AdminOptions Admin { get; init; } = new();

    /// <summary>Where orchestrators and load balancers ask how the node is.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>How links to domains are judged.</summary>
    public LinkOptions Links { get; init; } = new();

    /// <summary>What holds for all rooms.</summary>
    public RoomOptions Rooms { get; init; } = new();

    /// <summary>Who is not let in.</summary>
    public BlockOptions Block { get; init; } = new();

    /// <summary>Whom people can turn to.</summary>
    public ContactOptions Contact { get; init; } = new();

    /// <summary>The bounds of what is read from the host.</summary>
    public WireOptions Wire { get; init; } = new();
}

internal sealed class MucOptionsValidator : IValidateOptions<MucOptions>
{
    public ValidateOptionsResult Validate(string? name, MucOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(options.Components.Count > 0, $"{nameof(options.Components)}:0:{nameof(ComponentOptions.Domain)}", "is required: which domain do the rooms live on?");
        for (var i = 0; i < options.Admins.Count; i++)
        {
            faults.Unless(
                BareJid.TryParse(options.Admins[i], out var admin) && !admin.IsDomain,
                $"{nameof(options.Admins)}:{i}",
                "must be a bare JID, e.g. nurse@montague.lit");
        }

        faults.Unless(
            !options.Cluster.HasOthers || options.Storage.Provider == StorageProvider.PostgreSql,
            $"{nameof(options.Storage)}:{nameof(options.Storage.Provider)}",
            "must be PostgreSql where Muc:Cluster:Seeds names other nodes: the files of SQLite belong to one process");
        for (var i = 0; i < options.Block.Domains.Count; i++)
        {
            faults.Unless(
                !options.Components.Any(component => Domain.TryParse(component.Domain, out var service) && Domain.TryParse(options.Block.Domains[i], out var blocked) && service == blocked),
                $"{nameof(options.Block)}:{nameof(BlockOptions.Domains)}:{i}",
                "is a service of ours");
        }

        var config = Path.Combine(AppContext.BaseDirectory, options.AkkaConfig);
        faults.Unless(File.Exists(config), nameof(options.AkkaConfig), $"names a file that is not there: {config}");
        return faults.Build();
    }
}
