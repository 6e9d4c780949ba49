using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Links;
using MucService.Actors.Tests.Rooms;
using MucService.Storage;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Links;

public sealed class RemovalLogTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("muc-removals-").FullName;
    private readonly FakeTimeProvider _time = new();
    private GatedStore _store = null!;
    private RemovalLog _log = null!;

    public async Task InitializeAsync()
    {
        var settings = new StorageSettings { DataDirectory = _directory };
        _store = new GatedStore(await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));
        _log = new RemovalLog(_store, _time);
    }

    public async Task DisposeAsync()
    {
        _log.Dispose();
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_storage_does_not_take_waits_and_is_written_when_it_does()
    {
        _store.RefusesRemovals = true;
        _log.Add(Of(1));
        _log.Add(Of(2));
        Assert.Equal(2, _log.Waiting);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _log.Waiting);
        _store.RefusesRemovals = false;
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0, _log.Waiting);
        await WaitForAsync(2);
        Assert.Equal([Of(2), Of(1)], await _store.RemovalsAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public void What_waits_is_bounded_and_the_oldest_are_forgotten()
    {
        _store.RefusesRemovals = true;
        for (var i = 0; i < RemovalLog.MostWaiting + 5; i++)
            _log.Add(Of(i));

        Assert.Equal(RemovalLog.MostWaiting, _log.Waiting);
    }

    private async Task WaitForAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _store.RemovalsAsync(null, count, limit.Token)).Count < count)
            await Task.Yield();
    }

    private static RemovalRow Of(int second) => new(
        new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).AddSeconds(second),
        BareJid.Parse("tea@muc.example"),
        FullJid.Parse("ada@home.example/desk"),
        "a probe proved it gone");
}
