using Microsoft.Extensions.Options;
using MucService.Xmpp;

namespace MucService.Host.Settings;

/// <summary>One stream to a host. Section <c>Muc:Components:n</c>. XEP-0114.</summary>
public sealed class ComponentOptions
{
    /// <summary>The domain that the rooms live on.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Where the host listens for components, <c>host:port</c>.</summary>
    public string Server { get; init; } = "";

    /// <summary>The secret shared with the host.</summary>
    public string Secret { get; init; } = "";

    /// <summary>
    /// The host's own domain, the only one that is believed when it tells of the host's connections; empty for the domain above
    /// <see cref="Domain"/>.
    /// </summary>
    public string Host { get; init; } = "";

    /// <summary>A file whose first line is the secret.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>The secret, from wherever it is written. The options are valid, so that it is there.</summary>
    public string ReadSecret() => Secret.Length > 0 ? Secret : FirstLine(SecretFile);

    internal static string FirstLine(string path) => File.ReadLines(path).FirstOrDefault("").Trim();
}

internal sealed class ComponentOptionsValidator : IValidateOptions<ComponentOptions>
{
    public ValidateOptionsResult Validate(string? name, ComponentOptions options)
    {
        var faults = new FaultList(name);
        faults.Unless(
            Domain.TryParse(options.Domain, out _),
            nameof(options.Domain),
            options.Domain.Length == 0 ? "is required" : $"must be a domain, and is '{options.Domain}'");
        faults.Unless(
            HostPort.TryParse(options.Server, out var server) && server.Port > 0,
            nameof(options.Server),
            options.Server.Length == 0 ? "is required" : $"must be host:port, and is '{options.Server}'");
        faults.Unless(
            options.Host.Length == 0 || (Domain.TryParse(options.Host, out var host) && host.Value != options.Domain),
            nameof(options.Host),
            $"must be a domain of the server, and not the component's own, and is '{options.Host}'");
        CheckSecret(options, faults);
        return faults.Build();
    }

    private static void CheckSecret(ComponentOptions options, FaultList faults)
    {
        if (options.Secret.Length > 0 && options.SecretFile.Length > 0)
        {
            faults.Add(nameof(options.SecretFile), "and Secret exclude each other");
            return;
        }

        if (options.SecretFile.Length == 0)
        {
            faults.Unless(options.Secret.Length > 0, nameof(options.Secret), "or SecretFile is required");
            return;
        }

        try
        {
            faults.Unless(ComponentOptions.FirstLine(options.SecretFile).Length > 0, nameof(options.SecretFile), "names a file whose first line is empty");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(nameof(options.SecretFile), $"cannot be read: {fault.Message}");
        }
    }
}
