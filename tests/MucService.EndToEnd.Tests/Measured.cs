using System.Globalization;

namespace MucService.EndToEnd.Tests;

/// <summary>Times that were measured on the way. They are shown, not judged: a busy machine is no fault of the service.</summary>
internal static class Measured
{
    private static readonly Lock Gate = new();
    private static readonly string Report = Path.Combine(TestBed.Repository.Root, "TestResults", "measured.txt");

    public static void Took(string what, TimeSpan time)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
            File.AppendAllText(Report, string.Create(CultureInfo.InvariantCulture, $"measured: {what}: {time.TotalSeconds:0.00} s\n"));
        }
    }
}
