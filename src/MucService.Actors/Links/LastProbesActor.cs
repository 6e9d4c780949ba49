using System.Collections.Immutable;
using Akka.Actor;

namespace MucService.Actors.Links;

/// <summary>Has every link of a node probed once more, and tells who asked when all have answered, or after a second.</summary>
internal sealed class LastProbesActor : ReceiveActor, IWithTimers
{
    /// <summary>How long answers are waited for. A domain that takes longer is in doubt afterwards, and is told again what it may have missed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IActorRef _region;
    private readonly ImmutableArray<LinkMessages.Pair> _links;
    private readonly IActorRef _asker;
    private int _left;

    /// <param name="region">Where the supervisors are.</param>
    /// <param name="links">The links of this node.</param>
    /// <param name="asker">Told <see cref="LinkMessages.LastProbed"/>.</param>
    public LastProbesActor(IActorRef region, ImmutableArray<LinkMessages.Pair> links, IActorRef asker)
    {
        (_region, _links, _asker, _left) = (region, links, asker, links.Length);
        Receive<LinkMessages.LastProbed>(_ =>
        {
            if (--_left == 0)
                Finish();
        });
        Receive<Late>(_ => Finish());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var (service, remote) in _links)
            _region.Tell(new LinkMessages.ProbeLast(service, remote), Self);
        Timers.StartSingleTimer(nameof(Late), Late.Instance, Patience);
        if (_left == 0)
            Finish();
    }

    private void Finish()
    {
        _asker.Tell(LinkMessages.LastProbed.Instance);
        Context.Stop(Self);
    }

    /// <summary>Asks the LinkDirectoryActor to have all of its links probed; answered by <see cref="LinkMessages.LastProbed"/>.</summary>
    internal sealed record All
    {
        public static All Instance { get; } = new();
    }

    private sealed record Late
    {
        public static Late Instance { get; } = new();
    }
}
