using Akka.Configuration;
using MucService.Actors.Nodes;
using MucService.Host.Settings;
using MucService.Host.Startup;
using MucService.Host.Tests.Fakes;
using MucService.Storage;
using Xunit;

namespace MucService.Host.Tests.Startup;

public sealed class AkkaSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_beside_the_program_is_sound() => Assert.Empty(AkkaSettings.FaultsOf(new MucOptions()));

    [Theory]
    [InlineData("akka.remote.dot-netty.tcp.port = 4053", "akka.remote.dot-netty.tcp.port", "Muc:Cluster:Listen")]
    [InlineData("akka.remote.dot-netty.tcp.hostname = localhost", "akka.remote.dot-netty.tcp.hostname", "Muc:Cluster:Listen")]
    [InlineData("akka.cluster.seed-nodes = [\"akka.tcp://mucservice@10.0.0.1:4053\"]", "akka.cluster.seed-nodes", "Muc:Cluster:Seeds")]
    [InlineData("akka.persistence.journal.sql.connection-string = \"Data Source=x\"", "akka.persistence.journal.sql.connection-string", "Muc:Storage:ConnectionString")]
    [InlineData("akka { persistence { snapshot-store { sql { provider-name = \"SQLite.MS\" } } } }", "akka.persistence.snapshot-store.sql.provider-name", "Muc:Storage:Provider")]
    public void A_key_that_Muc_sets_is_a_fault_of_the_file(string line, string key, string from) =>
        Assert.Equal([$"other.hocon sets {key}, which {from} sets: remove it from other.hocon"], FaultsOf("akka.actor.provider = cluster\n" + line));

    [Fact]
    public void A_file_without_the_cluster_is_a_fault() =>
        Assert.Equal(["other.hocon must set akka.actor.provider to cluster"], FaultsOf("akka.loglevel = DEBUG"));

    [Fact]
    public void A_file_that_cannot_be_read_is_one_line()
    {
        var fault = Assert.Single(FaultsOf("akka.actor.provider = ${nowhere}"));
        Assert.StartsWith("other.hocon cannot be read: ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka { actor { provider = cluster }")]
    [InlineData("akka { actor { provider = cluster } } }")]
    public void A_brace_too_few_or_too_many_is_a_fault(string text) =>
        Assert.Equal(["other.hocon cannot be read: its braces do not match"], FaultsOf(text));

    [Fact]
    public void Braces_in_quotes_and_comments_do_not_count() =>
        Assert.Empty(FaultsOf("""
            # {
            akka.actor.provider = cluster // }
            mine = "{ \" {"
            """));

    [Fact]
    public void The_options_and_the_file_come_together()
    {
        var config = AkkaSettings.Read(new MucOptions { Cluster = new ClusterOptions { Listen = "[::1]:4999" } });

        Assert.Equal("::1", config.GetString("akka.remote.dot-netty.tcp.hostname"));
        Assert.Equal(4999, config.GetInt("akka.remote.dot-netty.tcp.port"));
        Assert.Equal("cluster", config.GetString("akka.actor.provider"));
        Assert.Equal(1, config.GetInt("akka.persistence.journal.sql.parallelism"));
        Assert.Equal("read-uncommitted", config.GetString("akka.persistence.journal.sql.read-isolation-level"));
    }

    [Fact]
    public async Task A_node_has_the_roles_of_the_file_beside_those_of_its_version()
    {
        await File.WriteAllTextAsync(_folder["roles.hocon"], "akka.actor.provider = cluster\nakka.cluster.roles = [\"north\"]");

        Assert.Equal(["north", .. NodeRoles.OfThisVersion], AkkaSettings.Read(new MucOptions { AkkaConfig = _folder["roles.hocon"] }).GetStringList("akka.cluster.roles"));
        Assert.Equal(NodeRoles.OfThisVersion, AkkaSettings.Read(new MucOptions()).GetStringList("akka.cluster.roles"));
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_the_journal_does_not_make_it_forgetful()
    {
        await File.WriteAllTextAsync(_folder["short.hocon"], "akka.actor.provider = cluster");

        var config = AkkaSettings.Read(new MucOptions { AkkaConfig = _folder["short.hocon"] });

        Assert.Equal("akka.persistence.journal.sql", config.GetString("akka.persistence.journal.plugin"));
        Assert.Equal("akka.persistence.snapshot-store.sql", config.GetString("akka.persistence.snapshot-store.plugin"));
    }

    [Fact]
    public void PostgreSql_commits_several_batches_at_once()
    {
        var config = AkkaSettings.Read(new MucOptions { Storage = new StorageOptions { Provider = StorageProvider.PostgreSql } });

        Assert.Equal(4, config.GetInt("akka.persistence.journal.sql.parallelism"));
        Assert.Equal(400, config.GetInt("akka.persistence.journal.sql.batch-size"));
        Assert.Equal("PostgreSQL.15", config.GetString("akka.persistence.journal.sql.provider-name"));
    }

    [Fact]
    public void The_phases_of_the_shutdown_sum_to_at_most_4500_ms() =>
        Assert.InRange(ShutdownOf(AkkaSettings.Read(new MucOptions())), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4.5));

    [Fact]
    public void A_connection_that_breaks_is_made_again_and_heard_before_either_node_counts_as_unreachable()
    {
        var (config, cluster) = (AkkaSettings.Read(new MucOptions()), new ClusterOptions());

        var silence = config.GetTimeSpan("akka.remote.retry-gate-closed-for") + (2 * config.GetTimeSpan("akka.cluster.failure-detector.heartbeat-interval"));
        Assert.InRange(silence, TimeSpan.FromTicks(1), cluster.Pause);
    }

    [Fact]
    public void Nobody_dials_a_removed_node_any_more_when_it_can_have_ended_and_come_back()
    {
        var config = AkkaSettings.Read(new MucOptions());

        Assert.InRange(config.GetTimeSpan("akka.remote.dot-netty.tcp.connection-timeout"), TimeSpan.FromTicks(1), ShutdownOf(config));
    }

    private static TimeSpan ShutdownOf(Config config)
    {
        var phases = config.GetConfig("akka.coordinated-shutdown.phases");
        var names = phases.AsEnumerable().Select(phase => phase.Key).ToList();
        Assert.Equal(12, names.Count);
        return TimeSpan.FromMilliseconds(names.Sum(name => phases.GetTimeSpan($"{name}.timeout").TotalMilliseconds));
    }

    private IReadOnlyList<string> FaultsOf(string hocon)
    {
        File.WriteAllText(_folder["other.hocon"], hocon);
        return AkkaSettings.FaultsOf(new MucOptions { AkkaConfig = _folder["other.hocon"] });
    }
}
