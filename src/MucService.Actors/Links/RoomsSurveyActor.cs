using Akka.Actor;

namespace MucService.Actors.Links;

/// <summary>Collects, for one asker, what the rooms of all nodes have behind a link. A node that does not answer in time is left out.</summary>
internal sealed class RoomsSurveyActor : ReceiveActor
{
    private readonly IActorRef _asker;
    private LinkMessages.RoomsBehind _all = LinkMessages.RoomsBehind.None;
    private int _left;

    /// <param name="question">What is asked.</param>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="toAll">Asks the directories of all nodes.</param>
    /// <param name="asker">Told all.</param>
    public RoomsSurveyActor(LinkMessages.DescribeRooms question, int nodes, Action<object, IActorRef> toAll, IActorRef asker)
    {
        (_asker, _left) = (asker, nodes);
        Receive<LinkMessages.RoomsBehind>(OnNode);
        Receive<ReceiveTimeout>(_ => Finish());
        Context.SetReceiveTimeout(RoomsBehindActor.Patience + TimeSpan.FromSeconds(1));
        toAll(new LinkMessages.DescribeOwnRooms(question.Service, question.Remote, question.Foresee), Self);
    }

    private void OnNode(LinkMessages.RoomsBehind node)
    {
        _all = _all.And(node);
        if (--_left == 0)
            Finish();
    }

    private void Finish()
    {
        _asker.Tell(_all with { Listed = [.. _all.Listed.OrderBy(room => room.Room.ToString(), StringComparer.Ordinal)] });
        Context.Stop(Self);
    }
}
