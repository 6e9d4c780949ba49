using System.Net;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The disk of the database is full: the operator is told so, people talk on, and all recovers when there is space again.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task With_SQLite()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of($"{nameof(DiskFullTests)}.sqlite") });
        var disk = await SmallDisk.CreateAsync(bed, megabytes: 16);
        bed.Service.With(("Muc:Storage:DataDirectory", disk.Directory), ("Muc:Admin:Listen", $"unix:{bed.Namespace.Directory}/admin.sock"));
        await bed.Service.StartAsync();

        await FillAndFreeAsync(bed, disk, "full", () => Task.CompletedTask);
    }

    [Fact]
    public async Task With_PostgreSQL()
    {
        await using var bed = await Bed.StartAsync(new BedOptions { KeepLogsIn = Logs.Of($"{nameof(DiskFullTests)}.postgres") });
        var disk = await SmallDisk.CreateAsync(bed, megabytes: 128);
        var database = await PostgresServer.CreateAsync(bed, disk);
        bed.Service.With(("Muc:Storage:Provider", "PostgreSql"), ("Muc:Storage:ConnectionString", database.ConnectionString));
        await bed.Service.StartAsync();

        // A PostgreSQL that cannot write its log ends by itself, and is started again by whoever supervises it.
        await FillAndFreeAsync(bed, disk, "", async () =>
        {
            if (!await database.IsRunningAsync())
                await database.StartAsync();
        });
    }

    private static async Task FillAndFreeAsync(Bed bed, SmallDisk disk, string reason, Func<Task> whenFreed)
    {
        await using var scene = await Scene.OpenAsync(bed, $"orchard@{BedOptions.Service}");
        await scene.TalkAsync("before");
        Assert.Equal("result", (string?)(await scene.BanAsync("tybalt@capulet.lit")).Attribute("type"));

        await disk.FillAsync();
        var bans = 0;
        await Poll.UntilAsync("a ban is refused", Scene.Patience, async () => (await scene.BanAsync($"page{++bans}@capulet.lit")).IsError("resource-constraint"));
        await scene.TalkAsync("on a full disk");
        await AssertToldAsync(bed.Service, reason);

        await disk.FreeAsync();
        await whenFreed();
        await Poll.UntilAsync("a ban is written", Scene.Patience, async () => (string?)(await scene.BanAsync("paris@capulet.lit")).Attribute("type") == "result");
        await scene.TalkAsync("with space again");

        await bed.Service.KillAsync();
        await bed.Service.StartAsync();
        await scene.TalkAsync("after a crash");
        foreach (var banned in new[] { "tybalt", "paris" })
        {
            await using var barred = await People.ConnectAsync(bed.Capulet, banned, "street");
            var refused = await Assert.ThrowsAsync<IOException>(() => barred.JoinAsync(scene.Room, banned));
            Assert.Contains("forbidden", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The log, the status and the health say what is wrong; the node is ready, since rooms talk on.</summary>
    private static async Task AssertToldAsync(ServiceProcess service, string reason)
    {
        await Poll.UntilAsync("storage is down", Scene.Patience, async () => (await service.AdminAsync("/admin/v1/status"))?.Contains("\"storageDownReason\":null", StringComparison.Ordinal) is false);
        Assert.Matches($"error: Storage is down: .*{reason}", service.Log);
        Assert.Matches($"storage +down: .*{reason}", await service.ControlAsync("status"));
        var readiness = (await service.ReadinessAsync())!.Value;
        Assert.Equal(HttpStatusCode.OK, readiness.Status);
        Assert.Matches($"\"warnings\":\\[\"storage is down: .*{reason}", readiness.Text);
    }
}
