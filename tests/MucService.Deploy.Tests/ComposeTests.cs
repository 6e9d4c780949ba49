using k8s;
using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>The composition: what Compose makes of it, and what each node makes of its settings.</summary>
[Collection(nameof(Published))]
public sealed class ComposeTests(Published published)
{
    private const string Config = "docker-compose --file deploy/compose.yaml config";

    [Fact]
    public async Task Compose_reads_its_file()
    {
        var ended = await Shell.RunAsync($"{Config} --services | sort");

        Assert.Equal((0, "node-1\nnode-2\nnode-3\npostgres\nprosody\n"), (ended.ExitCode, ended.Output));
    }

    [Fact]
    public async Task Each_node_takes_its_settings_and_lacks_nothing_but_the_secret_that_Compose_hands_it()
    {
        var nodes = (await ServicesAsync()).Where(service => service.Key.StartsWith("node-", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, nodes.Count);

        foreach (var (name, node) in nodes)
        {
            Assert.Equal($"{name}:4053", node.Environment["Muc__Cluster__Listen"]);
            Assert.Contains(node.Environment["Muc__Cluster__Listen"], node.Environment.Where(one => one.Key.StartsWith("Muc__Cluster__Seeds", StringComparison.Ordinal)).Select(one => one.Value));
            Assert.All(node.Environment.Keys, Setting.IsInReadme);

            var ended = await Shell.RunAsync(published.Service, [], node.Environment);

            Assert.Equal(2, ended.ExitCode);
            Assert.Matches(@"^mucservice: Muc:Components:0:SecretFile [^\n]*/run/secrets/component_secret[^\n]*\n$", ended.Errors);
        }
    }

    [Fact]
    public async Task Nodes_reach_PostgreSQL_and_Prosody_by_the_names_that_these_have()
    {
        var services = await ServicesAsync();
        var node = services["node-1"].Environment;
        var database = services["postgres"].Environment;

        Assert.Equal("prosody:5347", node["Muc__Components__0__Server"]);
        Assert.Contains("component_ports = { 5347 }", Shell.Read("deploy/compose/prosody.cfg.lua"), StringComparison.Ordinal);
        Assert.Contains($"Component \"{node["Muc__Components__0__Domain"]}\"", Shell.Read("deploy/compose/prosody.cfg.lua"), StringComparison.Ordinal);
        Assert.Equal(
            $"Host=postgres;Database={database["POSTGRES_DB"]};Username={database["POSTGRES_USER"]};Password={database["POSTGRES_PASSWORD"]}",
            node["Muc__Storage__ConnectionString"]);
    }

    [Fact]
    public async Task Prosody_reads_its_file_of_the_composition()
    {
        var ended = await Shell.RunAsync("luac5.4 -p deploy/compose/prosody.cfg.lua");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
    }

    private static async Task<Dictionary<string, Service>> ServicesAsync()
    {
        var ended = await Shell.RunAsync(Config);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return KubernetesYaml.Deserialize<Composition>(ended.Output).Services;
    }

    private sealed record Composition
    {
        public Dictionary<string, Service> Services { get; init; } = [];
    }

    private sealed record Service
    {
        public Dictionary<string, string> Environment { get; init; } = [];
    }
}
