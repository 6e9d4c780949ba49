namespace MucService.Wire;

/// <summary>Why there is no stream, or no longer one.</summary>
public enum StreamFailureKind
{
    /// <summary>Nobody listens at the address.</summary>
    Refused,

    /// <summary>The address cannot be reached.</summary>
    Unreachable,

    /// <summary>The name does not resolve, or the host does not serve the component's domain.</summary>
    UnknownHost,

    /// <summary>The secret is not the one that the host knows.</summary>
    WrongSecret,

    /// <summary>The host has another stream for the same domain: it refused this one, or has put that one in its place.</summary>
    Conflict,

    /// <summary>The host did not answer in time.</summary>
    TimedOut,

    /// <summary>The host sent what is not XML, or XML that no stream may carry.</summary>
    IllFormed,

    /// <summary>The host closed the stream as it should.</summary>
    Closed,

    /// <summary>The connection broke without the stream being closed.</summary>
    Lost,

    /// <summary>The host ended the stream with an error that is none of the above.</summary>
    HostError,

    /// <summary>This service closed the stream.</summary>
    Stopped,
}

/// <summary>Why there is no stream.</summary>
/// <param name="Kind">The reason in one word.</param>
/// <param name="Text">The reason for a person to read.</param>
public record StreamFailure(StreamFailureKind Kind, string Text);

/// <summary>A stream could not be opened.</summary>
public sealed class StreamFailureException(StreamFailure failure, Exception? cause = null) : Exception(failure.Text, cause)
{
    /// <summary>Why.</summary>
    public StreamFailure Failure { get; } = failure;
}
