using System.Collections.Immutable;
using MucService.Actors.Activity;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Says that somebody spoke in a room, where somebody who belongs to it listens. XEP-0437. Nothing is said again as long as the same people
/// listen, belong to the room and are in it: whoever was due has been told. Costs three comparisons a message then.
/// </summary>
internal sealed class RoomActivity(BareJid room, ActivityBoard board)
{
    private (object? Listener, object? Sessions, object? Affiliations, object? Config) _told;

    /// <summary>Follows one event.</summary>
    public void Follow(RoomState state, RoomEvent happened)
    {
        if (happened is not RoomEvent.Said said || board.Of(room.Domain) is not { } listener)
            return;
        if (said.Entry.Message.Payload("body", Namespaces.Component) is null)
            return;

        var now = (listener, state.Sessions, state.Affiliations, state.Config);
        if (ReferenceEquals(_told.Listener, now.listener) && ReferenceEquals(_told.Sessions, now.Sessions)
            && ReferenceEquals(_told.Affiliations, now.Affiliations) && ReferenceEquals(_told.Config, now.Config))
        {
            return;
        }

        _told = now;
        var members = Members(state, listener.Subscribers);
        if (!members.IsEmpty)
            listener.Actor.Tell(new RoomActive(room, members), Akka.Actor.ActorRefs.NoSender);
    }

    /// <summary>The subscribers who may enter, as far as the room knows: who belongs to it, and needs no password.</summary>
    private static ImmutableArray<(BareJid Jid, ImmutableArray<FullJid> Present)> Members(RoomState state, ImmutableHashSet<BareJid> subscribers)
    {
        if (state.Config.Password.Length > 0)
            return [];

        var belonging = state.Affiliations.Count < subscribers.Count
            ? state.Affiliations.Keys.Where(subscribers.Contains)
            : subscribers.Where(state.Affiliations.ContainsKey);
        var present = state.Sessions.Keys.ToLookup(session => session.Bare);
        return
        [
            .. belonging
                .Where(jid => state.Affiliations[jid].Affiliation >= Affiliation.Member)
                .Select(jid => (jid, present[jid].ToImmutableArray())),
        ];
    }
}
