namespace MucService.Storage;

/// <summary>Storage cannot be used; the message is one line for the operator.</summary>
public sealed class StorageFaultException : Exception
{
    /// <summary>True if it may pass without anybody changing a setting: the server does not answer, or the disk is full.</summary>
    public bool MayPass { get; init; }

    /// <summary>Storage cannot be used.</summary>
    public StorageFaultException()
        : base("storage cannot be used")
    {
    }

    /// <summary>Storage cannot be used.</summary>
    /// <param name="message">Why, in one line.</param>
    public StorageFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Storage cannot be used.</summary>
    /// <param name="message">Why, in one line.</param>
    /// <param name="innerException">What the database said.</param>
    public StorageFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
