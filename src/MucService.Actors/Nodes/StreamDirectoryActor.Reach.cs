using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MucService.Actors.Hosts;

namespace MucService.Actors.Nodes;

/// <summary>
/// A holder whose streams stay closed, or on whose streams nothing is heard, because it cannot reach the host gives them to a node that can. It looks
/// first whether it is itself that cannot: a host that reaches nobody, refuses the handshake, or is only slow, is no reason to move.
/// </summary>
internal sealed partial class StreamDirectoryActor
{
    private void ReachingHosts()
    {
        Receive<HostConnectionActor.Reaches>(OnReaches);
        Receive<StreamMessages.CanYouReach>(question => _services.ContainsKey(question.Service), question =>
            _services[question.Service].Connections[0].Tell(new HostConnectionActor.TryToReach(Sender)));
        Receive<StreamMessages.CanReach>(can => _services.ContainsKey(can.Service), can => OnOtherReaches(_services[can.Service]));
        Receive<StreamMessages.CanYouReach>(_ => { });
        Receive<StreamMessages.CanReach>(_ => { });

        // Whoever took the streams over says so with each announcement, too.
        Receive<StreamMessages.TakenOver>(_ => { });
    }

    private void LookWhetherHostsAreReached()
    {
        foreach (var service in _services.Values)
        {
            LookWhetherHostIsReached(service);

            // Nobody took what was given.
            if (IsOver(service.GivenAt))
                Take(service, 0, isRead: false);
        }
    }

    private void LookWhetherHostIsReached(HeldStreams service)
    {
        if (!IsCutOff(service) || !IsOver(service.LookedAt ?? 0))
            return;

        service.LookedAt = Stopwatch.GetTimestamp();
        service.Connections[0].Tell(new HostConnectionActor.TryToReach(Self));
    }

    private void OnReaches(HostConnectionActor.Reaches reaches)
    {
        if (!reaches.AskedBy.Equals(Self))
        {
            if (reaches.Yes)
                reaches.AskedBy.Tell(new StreamMessages.CanReach(reaches.Service));
            return;
        }

        if (!reaches.Yes && IsCutOff(_services[reaches.Service]))
            TellOthers(new StreamMessages.CanYouReach(reaches.Service), Self);
    }

    private void OnOtherReaches(HeldStreams service)
    {
        if (!IsCutOff(service))
            return;

        _log.Warning("{Node} is given the streams of {Service}: it can reach the host, and this node cannot", Sender.Path.Address, service.Domain);
        StandBy(service, HostConnectionActor.LetGo.Instance);
        service.GivenAt = Stopwatch.GetTimestamp();
        Sender.Tell(new StreamMessages.TakeOver(service.Domain, service.Term));
    }

    private void TellOthers(object said, IActorRef sender)
    {
        foreach (var member in _cluster.State.Members.Where(member => member.Address != _cluster.SelfAddress))
            Context.ActorSelection(new RootActorPath(member.Address) / "user" / ActorName).Tell(said, sender);
    }

    private bool IsCutOff(HeldStreams service) => service.IsHeld && (service.IsSilent || (!service.IsOpen && IsOver(service.ClosedAt)));

    private bool IsOver(long? since) => since is { } moment && Stopwatch.GetElapsedTime(moment) >= _patience;
}
