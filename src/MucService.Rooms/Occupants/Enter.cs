using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Entering a room. XEP-0045 #enter, #createroom.</summary>
internal static class Enter
{
    public static Decision Decide(RoomState room, RoomCommand.Enter command) =>
        Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

    public static RoomState Evolve(RoomState room, RoomEvent.Created created) => room with
    {
        Exists = true,
        Locked = created.Locked,
        CreatedAt = created.At,
        Affiliations = room.Affiliations.SetItem(created.By, new AffiliationEntry(Affiliation.Owner)),
    };

    public static RoomState Evolve(RoomState room, RoomEvent.Entered entered)
    {
        var (session, nick) = (entered.Session, entered.Nick);
        var key = nick.Comparable;
        var occupant = room.Occupants.TryGetValue(key, out var present)
            ? present with { Sessions = present.Sessions.Add(session) }
            : new Occupant(nick, session.RealJid.Bare, entered.Role, [session]);
        return room with
        {
            Occupants = room.Occupants.SetItem(key, occupant),
            Sessions = room.Sessions.SetItem(session.RealJid, key),
            NextOrder = Math.Max(room.NextOrder, session.Order + 1),
        };
    }
}
