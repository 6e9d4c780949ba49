using Akka.Actor;
using Akka.Cluster;

namespace MucService.Actors.Nodes;

/// <summary>How nodes find out that one that is gone has no right to speak any more: see <see cref="Predecessors"/>.</summary>
internal sealed partial class RightToSpeakActor
{
    private readonly Predecessors _predecessors;

    private void OnPredecessors()
    {
        Receive<AwaitSilence>(awaited =>
        {
            _predecessors.Await(awaited.Uid, Sender);
            LookAtPredecessors();
        });
        Receive<StreamMessages.LetSpeakBefore>(answer =>
        {
            _predecessors.AgreedBefore(answer.Uid, Sender.Path.Address, TimeSpan.FromMilliseconds(answer.Milliseconds));
            Conclude();
        });
        Receive<StreamMessages.LetSpeak>(question => TellWhenAgreed(question.Uid));
    }

    // Only where it will not agree again: the node is no member for it, or cannot be reached.
    private void TellWhenAgreed(int uid)
    {
        if (!MayAgree(uid))
            Sender.Tell(new StreamMessages.LetSpeakBefore(uid, (long)Math.Min(_predecessors.SinceAgreed(uid).TotalMilliseconds, long.MaxValue / 2)), Self);
    }

    private void LookAtPredecessors()
    {
        foreach (var uid in _predecessors.Awaiting)
        {
            foreach (var other in Others(uid))
                Context.ActorSelection(new RootActorPath(other) / "user" / ActorName).Tell(new StreamMessages.LetSpeak(uid), Self);
        }

        Conclude();
    }

    // Whoever held a lease may have spoken by it, and nobody had to agree.
    private void Conclude()
    {
        foreach (var (uid, by) in _predecessors.Conclude(MayAgree, _lease is null ? Others : null))
            by.Tell(new Silent(uid));
    }

    private IEnumerable<Address> Others(int uid) =>
        Voters().Where(member => member.Address != _cluster.SelfAddress && member.UniqueAddress.Uid != uid).Select(member => member.Address);

    private bool MayAgree(int uid)
    {
        var state = _cluster.State;
        return state.Members.Any(member => member.UniqueAddress.Uid == uid && member.Status != MemberStatus.Down && !state.Unreachable.Contains(member));
    }

    /// <summary>Say when a node that is gone can have no right to speak any more; answered by <see cref="Silent"/>.</summary>
    /// <param name="Uid">Of the node's incarnation.</param>
    internal sealed record AwaitSilence(int Uid);

    /// <summary>It has none.</summary>
    internal sealed record Silent(int Uid);
}
