using System.Globalization;

namespace MucService.EndToEnd.Tests;

/// <summary>Times that were measured on the way. They are shown, not judged: a busy machine is no fault of the service.</summary>
internal static class Measured
{
    private static readonly Lock Gate = new();
    private static readonly string Report = Path.Combine(TestBed.Repository.Root, "TestResults", "measured.txt");

    public static void Took(string what, TimeSpan time) => Noted(string.Create(CultureInfo.InvariantCulture, $"{what}: {time.TotalSeconds:0.00} s"));

    public static void Noted(string what)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Report)!);
            File.AppendAllText(Report, $"measured: {what}\n");
        }
    }
}
