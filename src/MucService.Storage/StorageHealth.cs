using Microsoft.Extensions.Logging;

namespace MucService.Storage;

/// <summary>Whether the database is known not to work. While it is, whatever must be durable is to be refused at once.</summary>
public sealed class StorageHealth
{
    private readonly Lock _lock = new();
    private readonly ILogger _log;
    private volatile string? _reason;
    private volatile Action? _ask;

    internal StorageHealth(ILogger log) => _log = log;

    /// <summary>Called on each change from up to down and back, on a thread of the store. Tell an actor in it and return.</summary>
    public event EventHandler? Changed;

    /// <summary>True from the first failure until a probe has written something.</summary>
    public bool IsDown => _reason is not null;

    /// <summary>Why it is down, in a line, or null.</summary>
    public string? Reason => _reason;

    /// <summary>Something else that is kept in the same database could not be written: has the database tried, so that it is known to be down if it is.</summary>
    public void Doubt() => _ask?.Invoke();

    /// <summary>How the database is tried.</summary>
    internal void TriedBy(Action ask) => _ask = ask;

    /// <summary>It does not work. Logged once per change of reason.</summary>
    /// <returns>True if it was up before.</returns>
    internal bool Down(string reason)
    {
        bool wasUp;
        lock (_lock)
        {
            if (_reason == reason)
                return false;

            wasUp = _reason is null;
            _reason = reason;
            _log.LogError("Storage is down: {Reason}", reason);
        }

        if (wasUp)
            TellOfChange();
        return wasUp;
    }

    /// <summary>It works.</summary>
    internal void Up()
    {
        lock (_lock)
        {
            if (_reason is null)
                return;

            _reason = null;
            _log.LogInformation("Storage is up again");
        }

        TellOfChange();
    }

    private void TellOfChange()
    {
        try
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception fault)
        {
            _log.LogError(fault, "What was called after a change of storage health threw; it must not");
        }
    }
}
