namespace MucService.Storage.Tests;

/// <summary>Waiting for what happens on other threads.</summary>
internal static class Waiting
{
    public static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 3000, "waited for a minute");
            await Task.Delay(20);
        }
    }
}
