using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The service on PostgreSQL, and the database gone for a while.</summary>
public sealed class PostgresTests(PostgresTests.OnPostgres bed) : IClassFixture<PostgresTests.OnPostgres>
{
    public sealed class OnPostgres : ServiceBed
    {
        private PostgresServer? _database;

        public PostgresServer Database => _database ?? throw new InvalidOperationException("The database is not made yet.");

        protected override IEnumerable<(string Key, string Value)> Settings => Quick;

        protected override async Task BeforeServiceAsync()
        {
            _database = await PostgresServer.CreateAsync(Bed);
            Service.With(("Muc:Storage:Provider", "PostgreSql"), ("Muc:Storage:ConnectionString", _database.ConnectionString));
        }
    }

    [Fact]
    public async Task After_a_crash_everybody_is_still_in_and_a_cut_is_noticed()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        await bed.Service.KillAsync();
        await bed.Service.StartAsync();
        await scene.TalkAsync("after");

        var before = scene.Romeo.Received.Count;
        await bed.Bed.CutAsync();
        Listings.AssertUnavailable((await scene.JulietIsAnnotatedAsync(scene.Romeo, before)).Stanza, "Ay me!");
        await bed.Bed.HealAsync();
        await scene.JulietIsBackAsync(scene.Romeo, before);
    }

    [Fact]
    public async Task Started_before_its_database_it_waits_says_so_and_everybody_is_still_in()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("before");
        await bed.Service.KillAsync();
        await bed.Database.StopAsync();

        await bed.Service.StartUnreadyAsync();
        await Poll.UntilAsync("it says what it waits for", Scene.Patience, () => Task.FromResult(bed.Service.Log.Contains("Waiting for storage: PostgreSQL", StringComparison.Ordinal)));
        await bed.Database.StartAsync();
        await bed.Service.WaitUntilReadyAsync();
        await scene.TalkAsync("after");
    }

    [Fact]
    public async Task Without_its_database_rooms_talk_on_what_must_last_is_refused_and_all_recovers_by_itself()
    {
        await using var scene = await Scene.OpenAsync(bed.Bed, bed.NewRoom());
        await scene.TalkAsync("before");

        await bed.Database.StopAsync();
        await scene.TalkAsync("without a database");
        var refused = await scene.BanAsync("tybalt@capulet.lit");
        Assert.True(refused.IsError("resource-constraint"), $"{refused}");
        await scene.TalkAsync("still");

        await bed.Database.StartAsync();
        await Poll.UntilAsync(
            "a ban is written again",
            Scene.Patience,
            async () => (string?)(await scene.BanAsync("tybalt@capulet.lit")).Attribute("type") == "result");
        await scene.TalkAsync("with it again");

        await using var tybalt = await People.ConnectAsync(bed.Bed.Capulet, "tybalt", "street");
        var barred = await Assert.ThrowsAsync<IOException>(() => tybalt.JoinAsync(scene.Room, "Tybalt"));
        Assert.Contains("forbidden", barred.Message, StringComparison.Ordinal);
    }
}
