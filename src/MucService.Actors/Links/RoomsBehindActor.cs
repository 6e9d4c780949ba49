using System.Collections.Immutable;
using Akka.Actor;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>
/// Asks the rooms of this node what they have behind a link, and what they would do if it were lost; nothing of that is done. Of the rooms,
/// as many are named as fit into a message between nodes; all are counted, and those that do not answer in time as well.
/// </summary>
internal sealed class RoomsBehindActor : ReceiveActor
{
    /// <summary>How long rooms may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int MostListedChars = 50_000;

    private readonly List<LinkMessages.RoomBehind> _listed = [];
    private readonly IActorRef _asker;
    private readonly bool _foresee;
    private LinkMessages.RoomsBehind _all = LinkMessages.RoomsBehind.None;
    private int _chars;
    private int _left;

    /// <param name="rooms">The rooms that have sessions of the domain.</param>
    /// <param name="remote">The domain.</param>
    /// <param name="foresee">What would happen is wanted, too, and the rooms' names.</param>
    /// <param name="asker">Told all.</param>
    public RoomsBehindActor(ImmutableArray<IActorRef> rooms, Domain remote, bool foresee, IActorRef asker)
    {
        (_asker, _foresee, _left) = (asker, foresee, rooms.Length);
        Receive<Answer>(OnAnswer);
        Receive<ReceiveTimeout>(_ => Finish());

        foreach (var room in rooms)
            room.Tell(new Question(remote, foresee), Self);
        Context.SetReceiveTimeout(Patience);
        if (_left == 0)
            Finish();
    }

    private void OnAnswer(Answer answer)
    {
        var loss = answer.Loss;
        var room = new LinkMessages.RoomBehind(answer.Room, loss.Effect, loss.Occupants, loss.Sessions, loss.Stanzas);
        if (loss.Sessions > 0)
            _all = _all.With(room, loss.OutOfSync);
        if (_foresee && loss.Sessions > 0)
            List(room);
        if (--_left == 0)
            Finish();
    }

    private void List(LinkMessages.RoomBehind room)
    {
        _chars += 100 + room.Room.ToString().Length + room.Occupants.Sum(nick => 2 + nick.Value.Length);
        if (_chars <= MostListedChars)
            _listed.Add(room);
    }

    private void Finish()
    {
        _asker.Tell(_all with { Listed = [.. _listed], Silent = _left });
        Context.Stop(Self);
    }

    /// <summary>What have you got behind the link, and what would you do?</summary>
    internal sealed record Question(Domain Remote, bool Foresee)
    {
        /// <summary>The answer of a room.</summary>
        public Answer Of(RoomState room, DateTimeOffset at) =>
            new(room.Address, Foresee ? ForeseeLoss.Of(room, Remote, at) : ForeseeLoss.Count(room, Remote));
    }

    /// <summary>What a room says.</summary>
    internal sealed record Answer(BareJid Room, ForeseenLoss Loss);
}
