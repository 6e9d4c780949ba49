using Akka.Actor;
using MucService.Actors.Nodes;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>
/// A connection among those of several nodes: one of them holds the stream, the others stand by, and what is said or asked here goes
/// through the one that holds it.
/// </summary>
internal sealed partial class HostConnectionActor
{
    private static readonly TimeSpan ReachLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SilenceInterval = TimeSpan.FromMilliseconds(200);

    // Another node may be able to reach a host that this one does not hear any more: that is to be seen within seconds.
    private static readonly TimeSpan LongestPingInterval = TimeSpan.FromSeconds(2);

    private readonly RemoteAsks _remoteAsks;
    private IActorRef? _directory;
    private bool _holding;
    private bool _dialling;
    private bool _isSilent;
    private CancellationTokenSource? _letGo;
    private string? _openAt;
    private string _elsewhere = "stands by: no node holds the stream yet";

    private void AmongNodes()
    {
        Receive<Hold>(_ => OnHold());
        Receive<Yield>(_ => StandBy());
        Receive<LetGo>(_ => OnLetGo());
        Receive<Elsewhere>(OnElsewhere);
        Receive<CameBack>(cameBack => _stream?.CameBack(cameBack.Stanza));
        Receive<TryToReach>(asked => ReachesAsync(_connection, asked.AskedBy, _time, _stopping.Token).PipeTo(Sender));
        Receive<LookWhetherSilent>(_ => OnLookWhetherSilent());
        Receive<StreamMessages.Answered>(OnAnsweredElsewhere);
    }

    private WireLimits Limits => _directory is null || _connection.Limits.PingInterval <= LongestPingInterval
        ? _connection.Limits
        : _connection.Limits with { PingInterval = LongestPingInterval };

    private void OnBegin(Begin begin)
    {
        (_router, _directory) = (begin.Router, begin.Directory);
        if (_directory is null)
        {
            _holding = true;
            Open();
            return;
        }

        ShowElsewhere();
        Timers.StartPeriodicTimer(nameof(LookWhetherSilent), LookWhetherSilent.Instance, SilenceInterval);
    }

    private void OnHold()
    {
        if (_closedBy is not null)
            return;

        _holding = true;
        if (_stream is not null)
            Tell(isOpen: true, "");
        else
            Open();
    }

    // What is being opened would take the place of another node's stream at the host as soon as the host is reached.
    private void StandBy()
    {
        _holding = false;
        Timers.Cancel(nameof(Dial));
        _letGo?.Cancel();
    }

    private void EndDialling()
    {
        _dialling = false;
        _letGo?.Dispose();
        _letGo = null;
    }

    private void OnLetGo()
    {
        StandBy();
        if (_stream is null)
            ShowElsewhere();
        else if (_isSilent)
            _stream.Abort();
        else
            _stream.CloseAsync();
    }

    private void OnElsewhere(Elsewhere elsewhere)
    {
        (_openAt, _elsewhere) = (elsewhere.OpenAt, elsewhere.Reason);
        if (_stream is null && !_holding)
            ShowElsewhere();
    }

    private void ShowElsewhere() => _connection.Board.Set(
        _connection.Index,
        new StreamStatus(Service, Server, IsOpen: false, _elsewhere, _time.GetUtcNow()) { OpenAt = _openAt });

    // An idle stream writes nothing that would be checked; others must find it closed all the same.
    private void OnLookWhetherSilent()
    {
        if (_stream is { } stream && _connection.Right is { IsValid: false })
            stream.Dispose();
        LookWhetherHostIsSilent();
        SendUnsent();
    }

    private void LookWhetherHostIsSilent()
    {
        if (_stream is not { } stream || (stream.Silence >= StreamDirectoryActor.Patience) == _isSilent)
            return;

        _isSilent = !_isSilent;
        Tell(isOpen: true, "");
    }

    private void Tell(bool isOpen, string reason)
    {
        if (_directory is not null)
            _directory.Tell(new StreamDirectoryActor.StreamState(Service, _connection.Index, isOpen, reason) { IsSilent = isOpen && _isSilent });
        else if (isOpen)
            Context.System.EventStream.Publish(new HostMessages.StreamOpened(Service));
        else
            Context.System.EventStream.Publish(new HostMessages.StreamLost(Service, reason));
    }

    private static async Task<Reaches> ReachesAsync(HostConnection connection, IActorRef askedBy, TimeProvider time, CancellationToken cancel) => new(
        connection.Endpoint.Domain, askedBy, await ComponentStream.CanConnectAsync(connection.Endpoint, ReachLimit, time, cancel));

    private StreamFailure Explained(StreamFailure failure) =>
        _directory is not null && failure.Kind == StreamFailureKind.Conflict
            ? failure with { Text = $"{failure.Text}. It keeps the stream of another node: several nodes need component_conflict_resolve = \"kick_old\" there, and Muc:Cluster:Streams=One" }
            : failure;

    private bool AskElsewhere(Stanza stanza, object tag)
    {
        if (_stream is not null || _connection.Outputs.WayOf(Service) is not Way.Elsewhere elsewhere || _remoteAsks.Add(Sender, tag) is not { } number)
            return false;

        elsewhere.Owner.Tell(new StreamMessages.Ask(number, stanza), Self);
        return true;
    }

    private void OnAnsweredElsewhere(StreamMessages.Answered answered)
    {
        if (_remoteAsks.TryTake(answered.Number, out var asker, out var tag))
            asker.Tell(answered.Answer is { } answer ? new HostMessages.Answered(tag, answer) { Proves = answered.Proves } : new HostMessages.NotSent(tag));
    }

    // Null where it is to be written here.
    private bool? WriteElsewhere(Stanza stanza)
    {
        if (_directory is null || _stream is not null || _connection.Outputs.WayOf(Service) is Way.Here)
            return null;
        if (_connection.Outputs.WayOf(Service) is not Way.Elsewhere elsewhere)
            return false;

        elsewhere.Owner.Tell(new StreamMessages.Write(stanza), Self);
        return true;
    }

    /// <summary>This node holds the streams of the service: open this one.</summary>
    internal sealed record Hold
    {
        public static Hold Instance { get; } = new();
    }

    /// <summary>Another node is about to hold it: read on until the host ends it, and do not open it again.</summary>
    internal sealed record Yield
    {
        public static Yield Instance { get; } = new();
    }

    /// <summary>Another node holds it: close it.</summary>
    internal sealed record LetGo
    {
        public static LetGo Instance { get; } = new();
    }

    /// <summary>Something that may be this stream's own ping, which the host routed to another node.</summary>
    internal sealed record CameBack(Stanza Stanza);

    /// <summary>See whether the host can be reached from this node; answered by <see cref="Reaches"/>.</summary>
    /// <param name="AskedBy">Comes back with the answer.</param>
    internal sealed record TryToReach(IActorRef AskedBy);

    /// <summary>Whether it can.</summary>
    internal sealed record Reaches(Domain Service, IActorRef AskedBy, bool Yes);

    /// <summary>How it stands at the node that holds it.</summary>
    /// <param name="OpenAt">The node, if a stream of the service is open there.</param>
    /// <param name="Reason">For a person.</param>
    internal sealed record Elsewhere(string? OpenAt, string Reason);

    private sealed record LookWhetherSilent
    {
        public static LookWhetherSilent Instance { get; } = new();
    }
}
