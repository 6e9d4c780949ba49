using System.Diagnostics;
using System.Net.Sockets;
using MucService.Xmpp;

namespace MucService.Wire.Tests.Streams;

/// <summary>A Prosody of our own, on a loopback address and directory that nobody else uses.</summary>
public sealed class Prosody
{
    public const string Secret = "correct horse";

    private const string Address = "127.0.0.41";

    private static int s_nextPort = 25347;

    private readonly string _directory = Directory.CreateTempSubdirectory("wire-prosody-").FullName;
    private readonly int _port = Interlocked.Increment(ref s_nextPort);
    private Process? _process;

    public Prosody() => File.WriteAllText(Configuration,
        $$"""
        daemonize = false
        run_as_root = true
        pidfile = "{{_directory}}/pid"
        data_path = "{{_directory}}"
        log = { { levels = { min = "info" }, to = "file", filename = "{{_directory}}/log" } }
        modules_enabled = {}
        modules_disabled = { "tls", "s2s", "c2s" }
        c2s_ports = {}
        s2s_ports = {}
        component_ports = { {{_port}} }
        component_interfaces = { "{{Address}}" }
        VirtualHost "montague.lit"
        Component "tea.montague.lit"
            component_secret = "{{Secret}}"
        Component "coffee.montague.lit"
            component_secret = "{{Secret}}"
            component_conflict_resolve = "kick_old"
        """);

    private string Configuration => Path.Combine(_directory, "prosody.cfg.lua");

    public ComponentEndpoint Tea => new(Domain.Parse("tea.montague.lit"), Address, _port, Secret);

    public ComponentEndpoint Coffee => Tea with { Domain = Domain.Parse("coffee.montague.lit") };

    public async Task StartAsync()
    {
        const string Program = "/usr/bin/prosody";
        Assert.True(File.Exists(Program), "prosody is not installed; tests/run.sh installs it");
        var start = new ProcessStartInfo(Program, ["--config", Configuration]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var tries = 0; !await ListensAsync(); tries++)
        {
            Assert.False(_process.HasExited || tries > 200, $"prosody did not start: {await LogAsync()}");
            await Task.Delay(50);
        }
    }

    /// <summary>Asks it to stop, as an operator does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString()]);
        await _process.WaitForExitAsync();
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task EndAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Address, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<string> LogAsync()
    {
        var log = Path.Combine(_directory, "log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
    }
}
