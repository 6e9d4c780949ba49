namespace MucService.Admin;

/// <summary>How mucctl ends.</summary>
internal static class ExitCodes
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>The node refused it; nothing changed.</summary>
    public const int Refused = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Misused = 2;

    /// <summary>No node answers at the address.</summary>
    public const int Unreachable = 3;
}
