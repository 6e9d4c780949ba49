namespace MucService.Host.Health;

/// <summary>Says in the log when a node becomes ready, and when it no longer is.</summary>
internal sealed class ReadinessLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ServiceNode _node;
    private readonly ILogger _log;
    private bool _ready;

    public ReadinessLog(ServiceNode node, ILogger log)
    {
        _node = node;
        _log = log;
        node.StreamsChanged += Look;
        Look(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    public void Dispose() => _node.StreamsChanged -= Look;

    private void Look(object? sender, EventArgs change)
    {
        lock (_lock)
        {
            var readiness = Readiness.Of(_node);
            if (readiness.Ready == _ready)
                return;

            _ready = readiness.Ready;
            if (_ready)
                _log.LogInformation("ready: {Domains}", string.Join(", ", readiness.Domains));
            else
                _log.LogWarning("not ready: {Reasons}", string.Join("; ", readiness.Reasons));
        }
    }
}
