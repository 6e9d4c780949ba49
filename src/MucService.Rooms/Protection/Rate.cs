using System.Runtime.InteropServices;

namespace MucService.Rooms.Protection;

/// <summary>How often something may happen: so often at once, and as often again within each <paramref name="Period"/>.</summary>
/// <param name="Burst">How often at once; 0 where there is no limit.</param>
/// <param name="Period">In what time all of it comes back, evenly.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Rate(int Burst, TimeSpan Period)
{
    /// <summary>No limit.</summary>
    public static Rate Unlimited => default;

    /// <summary>True where there is no limit.</summary>
    public bool IsUnlimited => Burst == 0;
}
