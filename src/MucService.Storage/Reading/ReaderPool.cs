using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace MucService.Storage.Reading;

/// <summary>A few threads, each with a connection of its own, that read. They share nothing with the writer but the files or the server.</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly IReadSource _source;
    private readonly ILogger _log;
    private readonly Action _doubt;
    private readonly BlockingCollection<Action<Reader>> _jobs = [];
    private readonly List<Thread> _threads = [];

    /// <param name="source">Where connections come from.</param>
    /// <param name="readers">How many threads.</param>
    /// <param name="doubt">Has the database tried, after something could not be read.</param>
    /// <param name="log">Where faults of callers are told.</param>
    public ReaderPool(IReadSource source, int readers, Action doubt, ILogger log)
    {
        _source = source;
        _doubt = doubt;
        _log = log;
        for (var i = 0; i < readers; i++)
        {
            var thread = new Thread(Run) { Name = $"storage-reader-{i}", IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Reads; a connection that turns out to be lost is replaced once.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="done">Receives the result, or the fault that prevented it; must not throw.</param>
    public void Read<T>(Func<DbConnection, T> query, Action<T?, Exception?> done) => Add(reader => reader.Run(query, done), done);

    /// <inheritdoc cref="Read"/>
    public async Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancel)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add<T>(
            reader =>
            {
                // Whoever gave up is not read for when the turn comes.
                if (!cancel.IsCancellationRequested)
                    reader.Run(query, End);
            },
            End);
        return await result.Task.WaitAsync(cancel);

        void End(T? value, Exception? fault)
        {
            if (fault is null)
                result.TrySetResult(value!);
            else
                result.TrySetException(AsStorageFault(fault));
        }
    }

    public void Dispose()
    {
        _jobs.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _jobs.Dispose();
    }

    private void Add<T>(Action<Reader> job, Action<T?, Exception?> done)
    {
        try
        {
            _jobs.Add(job);
        }
        catch (InvalidOperationException)
        {
            done(default, new StorageFaultException("storage is closed"));
        }
    }

    private static StorageFaultException AsStorageFault(Exception fault) =>
        fault as StorageFaultException ?? new StorageFaultException(Writing.Faults.InOneLine(fault), fault);

    private void Run()
    {
        using var reader = new Reader(_source, _doubt);
        foreach (var job in _jobs.GetConsumingEnumerable())
            Guarded(job, reader);
    }

    private void Guarded(Action<Reader> job, Reader reader)
    {
        try
        {
            job(reader);
        }
        catch (Exception fault)
        {
            _log.LogError(fault, "What was called after a reading threw; it must not");
        }
    }

    private sealed class Reader(IReadSource source, Action doubt) : IDisposable
    {
        private DbConnection? _connection;

        public void Run<T>(Func<DbConnection, T> query, Action<T?, Exception?> done)
        {
            var wasOpen = _connection is not null;
            if (!TryRun(query, out var value, out var fault) && wasOpen)
                TryRun(query, out value, out fault);

            if (fault is not null)
                doubt();
            done(value, fault);
        }

        public void Dispose() => _connection?.Dispose();

        private bool TryRun<T>(Func<DbConnection, T> query, out T? value, out Exception? fault)
        {
            try
            {
                _connection ??= source.Open();
                value = query(_connection);
                fault = null;
                return true;
            }
            catch (Exception thrown)
            {
                _connection?.Dispose();
                _connection = null;
                value = default;
                fault = thrown;
                return false;
            }
        }
    }
}
