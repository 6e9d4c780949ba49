using System.Net;
using System.Net.Sockets;
using MucService.Host.Tests.Fakes;
using Xunit;

namespace MucService.Host.Tests.Startup;

public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wrong_settings_are_one_line_each_on_stderr_and_exit_code_2()
    {
        var ended = await RunAsync("--Muc:Links:Grace=soon", "--Muc:Rooms:Lockin=true", "--Muc:Components:0:Server=nowhere");

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(ended.Output);
        Assert.Equal(
            [
                "mucservice: Muc:Links:Grace must be a time such as 500ms, 10s, 5m or 00:00:10, and is 'soon'",
                "mucservice: Muc:Rooms:Lockin is no setting: did you mean Locking?",
                "mucservice: Muc:Components:0:Server must be host:port, and is 'nowhere'",
            ],
            ended.ErrorLines);
    }

    [Fact]
    public async Task Without_settings_it_says_what_it_needs()
    {
        var ended = await ProgramUnderTest.RunAsync("mucservice", [], ("XDG_STATE_HOME", _folder.Path));

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(["mucservice: Muc:Components:0:Domain is required: which domain do the rooms live on?"], ended.ErrorLines);
    }

    [Fact]
    public async Task The_environment_is_read()
    {
        var ended = await ProgramUnderTest.RunAsync("mucservice", Sound(), ("Muc__Rooms__HistorySize", "-5"));

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(["mucservice: Muc:Rooms:HistorySize must be 0 to 1000, and is -5"], ended.ErrorLines);
    }

    [Fact]
    public async Task Taken_ports_are_told_together()
    {
        using var admin = new TcpListener(IPAddress.Loopback, 0);
        using var cluster = new TcpListener(IPAddress.Loopback, 0);
        admin.Start();
        cluster.Start();

        var ended = await RunAsync($"--Muc:Admin:Listen=http://{admin.LocalEndpoint}", $"--Muc:Cluster:Listen={cluster.LocalEndpoint}");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(
            [
                $"mucservice: Muc:Admin:Listen http://{admin.LocalEndpoint} cannot be used: another process listens there",
                $"mucservice: Muc:Cluster:Listen {cluster.LocalEndpoint} cannot be used: another process listens there",
            ],
            ended.ErrorLines);
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused()
    {
        using var owner = new FileStream(_folder["lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var ended = await RunAsync();

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("is in use by another process", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Akkas_file_may_not_set_what_Muc_sets()
    {
        await File.WriteAllTextAsync(_folder["akka.hocon"], "akka.actor.provider = cluster\nakka.remote.dot-netty.tcp.port = 1\n");

        var ended = await RunAsync($"--Muc:AkkaConfig={_folder["akka.hocon"]}");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(
            ["mucservice: akka.hocon sets akka.remote.dot-netty.tcp.port, which Muc:Cluster:Listen sets: remove it from akka.hocon"],
            ended.ErrorLines);
    }

    [Fact]
    public async Task Help_is_no_fault()
    {
        var ended = await ProgramUnderTest.RunAsync("mucservice", ["--help"]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("--Muc:Components:0:Domain=", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.loggers = [\"No.Such, Assembly\"]", "No.Such, Assembly")]
    [InlineData("akka.cluster.gossip-interval = often", "often")]
    public async Task What_Akka_does_not_accept_is_one_line(string line, string named)
    {
        await File.WriteAllTextAsync(_folder["akka.hocon"], "akka.actor.provider = cluster\n" + line);

        var ended = await RunAsync($"--Muc:AkkaConfig={_folder["akka.hocon"]}");

        Assert.Equal(2, ended.ExitCode);
        var fault = Assert.Single(ended.ErrorLines);
        Assert.StartsWith("mucservice: the actor system cannot start", fault, StringComparison.Ordinal);
        Assert.Contains(named, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_named()
    {
        var ended = await RunAsync("--Muc:Admin:Listen=unix:/nowhere/admin.sock");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(["mucservice: Muc:Admin:Listen unix:/nowhere/admin.sock cannot be used: there is no folder /nowhere"], ended.ErrorLines);
    }

    private string[] Sound() =>
    [
        "--Muc:Components:0:Domain=chats.shakespeare.lit",
        $"--Muc:Components:0:Server=127.0.0.1:{Ports.Free()}",
        "--Muc:Components:0:Secret=s3cret",
        $"--Muc:Cluster:Listen=127.0.0.1:{Ports.Free()}",
        $"--Muc:Storage:DataDirectory={_folder.Path}",
    ];

    private Task<ProgramResult> RunAsync(params string[] more) => ProgramUnderTest.RunAsync("mucservice", [.. Sound(), .. more]);
}
