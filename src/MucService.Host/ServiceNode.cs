using Akka.Actor;
using MucService.Actors;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Protection;
using MucService.Host.Settings;
using MucService.Host.Startup;
using MucService.Storage;
using MucService.Xmpp;

namespace MucService.Host;

/// <summary>A running node: the actor system, and the service's actors in it.</summary>
internal sealed class ServiceNode : IServiceNode, IAsyncDisposable
{
    // A cluster of one is formed in about a second; one of several may have to remove a dead node first, or to wait for the first seed.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartLimitAmongOthers = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private readonly ActorSystem _system;
    private readonly MucNode _node;

    private ServiceNode(ActorSystem system, MucNode node, IRoomStore store, IReadOnlyList<Domain> services)
    {
        _system = system;
        _node = node;
        Store = store;
        Services = services;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Domain> Services { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StreamStatus> Streams => _node.Streams;

    /// <inheritdoc/>
    public IReadOnlyList<ClusterNode> Nodes => _node.Nodes;

    /// <inheritdoc/>
    public IRoomStore Store { get; }

    /// <inheritdoc/>
    public IActorRef Rooms => _node.Rooms;

    /// <inheritdoc/>
    public IActorRef Links => _node.Links;

    /// <inheritdoc/>
    public IActorRef LinkDirectory => _node.LinkDirectory;

    /// <inheritdoc/>
    public IActorRef Retirement => _node.Retirement;

    /// <inheritdoc/>
    public IActorRef Blocks => _node.Blocks;

    /// <inheritdoc/>
    public RefusalCounts Refusals => _node.Refusals;

    /// <inheritdoc/>
    public DateTimeOffset StartedAt { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Completes when the actor system ends, whoever ended it.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <summary>Raised when a stream opens or is lost, on any thread.</summary>
    public event EventHandler? StreamsChanged
    {
        add => _node.StreamsChanged += value;
        remove => _node.StreamsChanged -= value;
    }

    /// <summary>Starts a node. The streams open in their own time.</summary>
    /// <exception cref="StartFaultException">The actor system cannot be had as it is configured.</exception>
    /// <exception cref="OperationCanceledException">It is to stop already.</exception>
    public static async Task<ServiceNode> StartAsync(MucOptions options, IRoomStore store, ILoggerFactory loggers, CancellationToken stop)
    {
        var settings = NodeSettings.From(options);
        var system = Start(options, loggers);
        var limitOfTime = options.Cluster.HasOthers ? StartLimitAmongOthers : StartLimit;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(limitOfTime);
            var node = await MucNode.StartAsync(system, settings, store, TimeProvider.System, loggers, limit.Token);
            var services = settings.Rooms.Keys.OrderBy(domain => domain.Value, StringComparer.Ordinal);
            return new ServiceNode(system, node, store, [.. services]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(system);
            throw;
        }
        catch (OperationCanceledException late)
        {
            await system.Terminate();
            throw new StartFaultException($"the node did not become a member of its cluster within {limitOfTime.TotalSeconds:0} s", late);
        }
        catch (Exception fault)
        {
            await system.Terminate();
            throw Unstartable(options, fault);
        }
    }

    private static ActorSystem Start(MucOptions options, ILoggerFactory loggers)
    {
        try
        {
            return AkkaSetup.Start(options, loggers);
        }
        catch (Exception fault)
        {
            throw Unstartable(options, fault);
        }
    }

    // Akka reads its settings as it starts, and throws whatever its innards meet: the file is the only thing that an operator can have wrong.
    private static StartFaultException Unstartable(MucOptions options, Exception fault) =>
        new($"the actor system cannot start, probably for what {options.AkkaConfig} says: {fault.GetBaseException().Message}", fault);

    /// <summary>Closes the streams, hands over what this node holds, and leaves the cluster. Occupants stay.</summary>
    public async Task StopAsync()
    {
        await _node.StopAsync();
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_system.WhenTerminated.IsCompleted)
            await EndAsync(_system);
    }

    private static async Task EndAsync(ActorSystem system) =>
        await system.Terminate().WaitAsync(EndLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
