namespace MucService.TestBed;

/// <summary>A PostgreSQL of a bed, on a Unix socket and on every address of the bed, with a fresh cluster of its own.</summary>
public sealed class PostgresServer
{
    private const string Name = "postgres";

    // PostgreSQL refuses to run as root; in a user namespace it is somebody else at no cost.
    private static readonly string[] AsSomebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    private readonly NetworkNamespace _namespace;
    private readonly string _settings = $"Port={Ports.Database};Username=postgres;Database=postgres";
    private readonly string _programs;
    private readonly string _disk;

    private PostgresServer(NetworkNamespace @namespace, string disk)
    {
        _namespace = @namespace;
        _disk = disk;
        _programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    }

    /// <summary>How the service connects.</summary>
    public string ConnectionString => $"{_settings};Host={_namespace.Directory}";

    /// <summary>How a node connects that reaches the bed by an address.</summary>
    internal string ConnectionStringAt(string address) => $"{_settings};Host={address};SSL Mode=Disable";

    private string Data => Path.Combine(_disk, "postgres");

    /// <summary>Makes a cluster in a bed and starts it.</summary>
    /// <param name="bed">The bed.</param>
    /// <param name="disk">How much space it has; null for as much as there is.</param>
    public static async Task<PostgresServer> CreateAsync(Bed bed, SmallDisk? disk = null)
    {
        var server = new PostgresServer(bed.Namespace, disk?.Directory ?? bed.Namespace.Directory);
        await bed.Namespace.RunAsync(
        [
            .. AsSomebody, Path.Combine(server._programs, "initdb"),
            "--pgdata", server.Data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
        ]);
        await bed.Namespace.RunAsync("bash", "-c", $"echo host all all 10.77.0.0/16 trust >> {server.Data}/pg_hba.conf");
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, anew after it was stopped, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        await _namespace.StartAsync(
            Name,
            [
                .. AsSomebody, Path.Combine(_programs, "postgres"),
                "-D", Data, "-k", _namespace.Directory, "-c", "listen_addresses=*", "-c", $"port={Ports.Database}", "-c", "fsync=off",
            ]);
        await Poll.UntilAsync(
            "PostgreSQL takes connections",
            TimeSpan.FromSeconds(60),
            () => _namespace.SucceedsAsync(Path.Combine(_programs, "pg_isready"), "-q", "-h", _namespace.Directory, "-p", $"{Ports.Database}"));
    }

    /// <summary>Whether it runs.</summary>
    public Task<bool> IsRunningAsync() => _namespace.IsRunningAsync(Name);

    /// <summary>Stops it at once, with its connections.</summary>
    public Task StopAsync() => _namespace.StopAsync(Name, "INT", TimeSpan.FromSeconds(30));
}
