using Akka.Actor;
using Akka.Cluster;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Nodes;

/// <summary>
/// Moves the streams of a service to the node that is next in age, while this one still reads: rooms hold back what they say, what was
/// written is proved to have arrived, and then the next node's stream takes the place of this one at the host.
/// </summary>
internal sealed class StreamMove(ActorSystem system, Domain service, IActorRef directory, IActorRef connection, ServiceOutputs outputs)
{
    private static readonly TimeSpan ProofLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MoveLimit = TimeSpan.FromSeconds(2);

    /// <summary>Does it, or closes the streams where no other node can take them.</summary>
    public async Task RunAsync()
    {
        if (Successor() is not { } successor)
        {
            directory.Tell(new StreamDirectoryActor.LetGo(service));
            return;
        }

        outputs.Turn(service, Way.Nowhere.Instance);
        var isRead = await IsAllReadAsync();
        try
        {
            var yielded = await directory.Ask<StreamDirectoryActor.Yielded>(new StreamDirectoryActor.Yield(service), ProofLimit);
            var there = system.ActorSelection(new RootActorPath(successor) / "user" / StreamDirectoryActor.ActorName);
            var taken = await there.Ask<StreamMessages.TakenOver>(new StreamMessages.TakeOver(service, yielded.Term) { IsRead = isRead }, MoveLimit);
            if (taken.IsOpen)
                return;
        }
        catch (AskTimeoutException)
        {
            // It opens the streams as soon as this node's are closed.
        }

        directory.Tell(new StreamDirectoryActor.LetGo(service));
    }

    /// <summary>Where each node has streams of its own: closes those of this node, whose rooms speak through others from then on.</summary>
    public async Task CloseOwnAsync()
    {
        outputs.Turn(service, Way.Nowhere.Instance);
        var isRead = await IsAllReadAsync();
        try
        {
            await directory.Ask<StreamDirectoryActor.Yielded>(new StreamDirectoryActor.Yield(service) { IsRead = isRead }, MoveLimit);
        }
        catch (AskTimeoutException)
        {
            // A host that does not close its side: the streams end with the process.
        }
    }

    private Address? Successor()
    {
        var cluster = Cluster.Get(system);
        return cluster.State.Members
            .Where(member => member.Status == MemberStatus.Up && member.Address != cluster.SelfAddress && !cluster.State.Unreachable.Contains(member))
            .OrderBy(member => member, Comparer<Member>.Create((one, other) => one.IsOlderThan(other) ? -1 : 1))
            .FirstOrDefault()?.Address;
    }

    // What comes back to us shows that the host has read all that was written before it.
    private async Task<bool> IsAllReadAsync()
    {
        var ping = new Stanza { Kind = StanzaKind.Iq, Type = StanzaType.Get, From = new BareJid(service), To = new BareJid(service) }
            .With(new Element("ping", Namespaces.Ping));
        try
        {
            return await connection.Ask<object>(new HostMessages.Ask(ping, service), ProofLimit) is HostMessages.Answered;
        }
        catch (AskTimeoutException)
        {
            // A slow host: what it has not read is lost with this stream. Rooms say it again through the next.
            return false;
        }
    }
}
