using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>
/// How is this occupant? XEP-0045 #bizrules-presence: a probe is no wish to enter; RFC 6121 section 4.3: it is answered with the presence,
/// as whoever asks may see it; status 110 is for what he is sent of himself unasked. Of a reserved nick whose holder is away it is told that he is.
/// </summary>
internal static class AnswerProbe
{
    public static Decision Decide(RoomState room, RoomCommand.Probe command)
    {
        if (room.ByRealJid(command.From) is not { } asker)
            return Decision.Refuse(room, command, new StanzaError(ErrorType.Cancel, ErrorCondition.NotAcceptable));

        var traits = room.TraitsOf(asker, asker.SessionOf(command.From)!);
        if (room.ByNick(command.Nick) is { } occupant && MaySee(room, asker, occupant, traits))
            return Answer(Presences.Render(room, occupant, occupant == asker ? SessionTraits.SeesRealJids : traits, PresenceNote.None, StanzaType.Available, self: false));

        return Away(room, command.Nick, traits) is { } away ? Answer(away) : Decision.Refuse(room, command, ErrorCondition.ItemNotFound);

        Decision Answer(Stanza presence) => Decision.Answer(presence with { Id = command.Stanza?.Id ?? SentIds.For(command.Arrival), To = command.From });
    }

    /// <summary>Moderators may see those whose presence is not broadcast.</summary>
    private static bool MaySee(RoomState room, Occupant asker, Occupant occupant, SessionTraits traits) =>
        occupant == asker || traits.HasFlag(SessionTraits.Moderator) || Presences.IsBroadcast(room, occupant);

    private static Stanza? Away(RoomState room, Nick nick, SessionTraits traits)
    {
        var (holder, entry) = room.Affiliations.FirstOrDefault(listed => listed.Value.Nick is { } reserved && reserved == nick);
        if (entry is null || room.Occupants.Values.Any(occupant => occupant.RealJid == holder))
            return null;

        var item = new Element("item", Namespaces.MucUser)
            .With("affiliation", MucUser.Word(entry.Affiliation))
            .With("jid", traits.HasFlag(SessionTraits.SeesRealJids) ? holder.ToString() : null)
            .With("nick", nick.Value)
            .With("role", MucUser.Word(Role.None));
        return new Stanza
        {
            Kind = StanzaKind.Presence,
            Type = StanzaType.Unavailable,
            From = room.OccupantJid(nick),
            Payloads = OccupantId.Of(room, holder, [new Element("x", Namespaces.MucUser).With(item)]),
        };
    }
}
