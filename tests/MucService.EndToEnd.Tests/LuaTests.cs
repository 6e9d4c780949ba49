using System.Diagnostics;
using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The modules for Prosody, as text.</summary>
public sealed class LuaTests
{
    [Fact]
    public async Task The_modules_pass_luacheck()
    {
        var start = new ProcessStartInfo("luacheck")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "deploy/prosody"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("--no-color");
        start.ArgumentList.Add(".");
        using var luacheck = Process.Start(start)!;
        var said = await luacheck.StandardOutput.ReadToEndAsync();
        await luacheck.WaitForExitAsync();

        Assert.True(luacheck.ExitCode == 0, said);
        Assert.Contains("mod_muc_link_events.lua", said, StringComparison.Ordinal);
    }
}
