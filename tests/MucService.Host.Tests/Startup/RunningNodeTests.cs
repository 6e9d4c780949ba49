using System.Diagnostics;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

/// <summary>The whole program, behind a server that lets it in.</summary>
public sealed class RunningNodeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeHost _host = new();

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_says_ready_and_SIGTERM_ends_it_cleanly_within_five_seconds()
    {
        var port = Ports.Free();
        using var node = Process.Start(ProgramUnderTest.StartInfo("mucservice",
        [
            "--Muc:Components:0:Domain=chats.shakespeare.lit",
            $"--Muc:Components:0:Server=127.0.0.1:{_host.Port}",
            "--Muc:Components:0:Secret=s3cret",
            "--Muc:Cluster:Listen=127.0.0.1:0",
            $"--Muc:Admin:Listen=http://127.0.0.1:{port}",
            $"--Muc:Storage:DataDirectory={_folder.Path}",
        ]))!;
        try
        {
            // One line, with the time and nothing else before it.
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ready: chats\.shakespeare\.lit$", await ProgramUnderTest.LineAsync(node, "ready: "));
            using var http = new HttpClient();
            Assert.Contains("\"ready\":true", await http.GetStringAsync($"http://127.0.0.1:{port}/health/ready"), StringComparison.Ordinal);

            var asked = Stopwatch.GetTimestamp();
            using var kill = Process.Start("kill", ["-TERM", $"{node.Id}"]);
            await node.WaitForExitAsync().WaitAsync(Patience);

            Assert.Equal(0, node.ExitCode);
            Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 5);
            Assert.True(await _host.Closed.WaitAsync(Patience));
        }
        finally
        {
            if (!node.HasExited)
                node.Kill();
        }
    }
}
