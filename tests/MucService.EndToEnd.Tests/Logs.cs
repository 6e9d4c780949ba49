namespace MucService.EndToEnd.Tests;

/// <summary>Where the logs of a bed are kept for whoever looks into a failure.</summary>
internal static class Logs
{
    public static string Of(string test) => Path.Combine(TestBed.Repository.Root, "TestResults", "beds", test);
}
