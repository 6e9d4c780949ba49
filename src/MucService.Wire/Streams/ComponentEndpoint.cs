using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Where a service connects to, as whom, and with which secret. XEP-0114.</summary>
/// <param name="Domain">The service's own domain.</param>
/// <param name="Host">Name or address of the host's component port.</param>
/// <param name="Port">The component port.</param>
/// <param name="Secret">The secret shared with the host.</param>
public sealed record ComponentEndpoint(Domain Domain, string Host, int Port, string Secret)
{
    /// <summary>The endpoint without its secret, for people to read.</summary>
    public override string ToString() => $"{Domain} at {Host}:{Port}";
}
