using MucService.Xmpp;

namespace MucService.Storage.Tests;

/// <summary>The store's callbacks as tasks.</summary>
internal static class StoreCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<WriteOutcome> WriteAsync(this IRoomStore store, RoomWrite write)
    {
        var outcome = new TaskCompletionSource<WriteOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Write(write, outcome.SetResult);
        return outcome.Task.WaitAsync(Patience);
    }

    public static Task<OpenOutcome> OpenAsync(this IRoomStore store, BareJid room)
    {
        var outcome = new TaskCompletionSource<OpenOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Open(room, outcome.SetResult);
        return outcome.Task.WaitAsync(Patience);
    }

    public static Task<OpenOutcome> ReopenAsync(this IRoomStore store, BareJid room, long epoch)
    {
        var outcome = new TaskCompletionSource<OpenOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Reopen(room, epoch, outcome.SetResult);
        return outcome.Task.WaitAsync(Patience);
    }

    public static async Task<OpenOutcome.Found> FindAsync(this IRoomStore store, BareJid room) =>
        Assert.IsType<OpenOutcome.Found>(await store.OpenAsync(room));

    /// <summary>Creates a room that does not exist.</summary>
    /// <returns>Its epoch.</returns>
    public static async Task<long> CreateAsync(this IRoomStore store, BareJid room, int occupants = 0, params SessionRow[] sessions)
    {
        var missing = Assert.IsType<OpenOutcome.Missing>(await store.OpenAsync(room));
        Assert.Equal(WriteOutcome.Written, await store.WriteAsync(Sample.Create(room, missing.Epoch, occupants, sessions)));
        return missing.Epoch;
    }

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
