namespace MucService.Admin.Client;

/// <summary>A verb cannot be done.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">Why, in one line.</param>
internal sealed class AdminException(int exitCode, string message) : Exception(message)
{
    /// <summary>How mucctl ends.</summary>
    public int ExitCode { get; } = exitCode;
}
