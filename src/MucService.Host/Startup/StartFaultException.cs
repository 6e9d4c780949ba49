namespace MucService.Host.Startup;

/// <summary>The node cannot start as it is configured; the message is one line for the operator.</summary>
internal sealed class StartFaultException : Exception
{
    public StartFaultException()
    {
    }

    public StartFaultException(string message)
        : base(message)
    {
    }

    public StartFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
