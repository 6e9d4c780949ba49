using System.Diagnostics;
using System.Net;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

/// <summary>The whole program, started before its database.</summary>
public sealed class WaitingNodeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_what_it_waits_for_lives_is_not_ready_ignores_SIGHUP_and_ends_cleanly()
    {
        var health = Ports.Free();
        using var node = Start(health, $"Host=127.0.0.1;Port={Ports.Free()};Username=muc;Database=muc");
        try
        {
            Assert.Contains("error: Waiting for storage: PostgreSQL cannot be used: ", await ProgramUnderTest.LineAsync(node, "Waiting"), StringComparison.Ordinal);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{health}") };
            using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));

            ProgramUnderTest.Signal(node, "HUP");
            Assert.Contains("warning: SIGHUP: settings are read at the start only", await ProgramUnderTest.LineAsync(node, "SIGHUP"), StringComparison.Ordinal);

            ProgramUnderTest.Signal(node, "TERM");
            // Nothing is said twice meanwhile.
            Assert.EndsWith(" Stopped before it had started\n", await node.StandardOutput.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);
            await node.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal((0, ""), (node.ExitCode, await node.StandardError.ReadToEndAsync()));
        }
        finally
        {
            if (!node.HasExited)
                node.Kill();
        }
    }

    [Fact]
    public async Task What_no_waiting_mends_ends_it()
    {
        using var node = Start(Ports.Free(), "Host=127.0.0.1;Prot=5432");

        await node.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(2, node.ExitCode);
        Assert.StartsWith("mucservice: the connection string of PostgreSQL cannot be read: ", await node.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private Process Start(int health, string connectionString)
    {
        return Process.Start(ProgramUnderTest.StartInfo("mucservice",
        [
            "--Muc:Components:0:Domain=chats.shakespeare.lit",
            $"--Muc:Components:0:Server=127.0.0.1:{Ports.Free()}",
            "--Muc:Components:0:Secret=s3cret",
            "--Muc:Cluster:Listen=127.0.0.1:0",
            $"--Muc:Health:Listen=127.0.0.1:{health}",
            $"--Muc:Storage:DataDirectory={_folder.Path}",
            "--Muc:Storage:Provider=PostgreSql",
            $"--Muc:Storage:ConnectionString={connectionString}",
        ]))!;
    }
}
