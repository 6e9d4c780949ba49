namespace MucService.TestBed;

/// <summary>An ejabberd as the service's host.</summary>
public sealed class EjabberdServer : XmppServer
{
    internal EjabberdServer(NetworkNamespace @namespace, string domain, string address)
        : base(@namespace, domain, address)
    {
    }

    /// <inheritdoc/>
    protected override string[] Command() => throw new BedException("no ejabberd yet");
}
