namespace MucService.TestBed;

/// <summary>A PostgreSQL of a bed, on a Unix socket, with a fresh cluster of its own.</summary>
public sealed class PostgresServer
{
    private const string Name = "postgres";

    // PostgreSQL refuses to run as root; in a user namespace it is somebody else at no cost.
    private static readonly string[] AsSomebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    private readonly NetworkNamespace _namespace;
    private readonly string _programs;

    private PostgresServer(NetworkNamespace @namespace)
    {
        _namespace = @namespace;
        _programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
    }

    /// <summary>How the service connects.</summary>
    public string ConnectionString => $"Host={_namespace.Directory};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_namespace.Directory, "postgres");

    /// <summary>Makes a cluster in a bed and starts it.</summary>
    public static async Task<PostgresServer> CreateAsync(Bed bed)
    {
        var server = new PostgresServer(bed.Namespace);
        await bed.Namespace.RunAsync(
        [
            .. AsSomebody, Path.Combine(server._programs, "initdb"),
            "--pgdata", server.Data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync",
        ]);
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
                "-D", Data, "-k", _namespace.Directory, "-c", "listen_addresses=", "-c", "fsync=off",
            ]);
        await Poll.UntilAsync(
            "PostgreSQL takes connections",
            TimeSpan.FromSeconds(60),
            () => _namespace.SucceedsAsync(Path.Combine(_programs, "pg_isready"), "-q", "-h", _namespace.Directory));
    }

    /// <summary>Stops it at once, with its connections.</summary>
    public Task StopAsync() => _namespace.StopAsync(Name, "INT", TimeSpan.FromSeconds(30));
}
