using System.Collections.Immutable;
using MucService.Rooms.Service;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Destroying a room: by an owner, by the operator, or by cancelling its first configuration. XEP-0045 #destroyroom, #createroom.</summary>
internal static class DestroyRoom
{
    public static Decision Decide(RoomState room, RoomCommand.Destroy command)
    {
        if (command.From is { } asking ? !room.IsThereFor(asking.Bare) : !room.Exists)
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (command.From is { } from && !Privileges.May(room.AffiliationOf(from.Bare), AffiliationPrivilege.DestroyRoom))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);
        if (Sizes.TooLongReason(room, command.Reason) is { } tooLong)
            return Decision.Refuse(room, command, tooLong);
        if (Sizes.TooLong(command.Password, room.Settings.MaxConfigValueBytes))
            return Decision.Refuse(room, command, Sizes.TooLarge($"A password may have at most {room.Settings.MaxConfigValueBytes} bytes."));

        var decision = Destroy(room, new RoomEvent.Destroyed(command.Alternative, command.Password, command.Reason), command);
        return DestroyedRoom.Of(room, command) is { } tombstone ? decision.And(tombstone) : decision;
    }

    /// <summary>The first owner does not want the room after all.</summary>
    public static Decision OnCancel(RoomState room, RoomCommand command) =>
        Destroy(room, new RoomEvent.Destroyed(null, null, null), command);

    /// <summary>The first owner left before he configured the room, so that there never was one. XEP-0045 #createroom-reserved.</summary>
    /// <param name="room">The locked room.</param>
    /// <param name="last">Who is in it, with one session.</param>
    /// <param name="note">Why he leaves.</param>
    /// <param name="parting">What he says in leaving, or default.</param>
    public static Decision OnAbandonment(RoomState room, Occupant last, PresenceNote note, ImmutableArray<Payload> parting)
    {
        var destroyed = new RoomEvent.Destroyed(null, null, null);
        return Decision
            .Happened(new RoomEvent.Exited(last.Sessions[0].RealJid), destroyed)
            .Telling(Presences.Unavailable(room, last, note with { Destroy = Element(destroyed) }, parting))
            .Asking(new RoomRequest.Forget());
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Destroyed _) => ForgetWhenEmpty.AsNew(room);

    /// <summary>Everybody is told once, of himself only, and then the owner that it is done.</summary>
    private static Decision Destroy(RoomState room, RoomEvent.Destroyed destroyed, RoomCommand command)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Destroy = Element(destroyed) };
        var decision = Decision
            .Happened([.. Sessions(room).Select(session => new RoomEvent.Exited(session.RealJid)), destroyed])
            .Asking(new RoomRequest.Forget());
        foreach (var occupant in room.InOrder())
        {
            foreach (var session in occupant.Sessions)
            {
                var traits = room.TraitsOf(occupant, session) | SessionTraits.SeesRealJids;
                var gone = Presences.Render(room, occupant with { Sessions = [session] }, traits, note, StanzaType.Unavailable, self: true);
                decision = decision.Telling(gone with { To = session.RealJid });
            }
        }

        return command.Stanza is { } request ? decision.Telling(request.Answer(StanzaType.Result)) : decision;
    }

    private static IEnumerable<Session> Sessions(RoomState room) =>
        room.Occupants.Values.SelectMany(occupant => occupant.Sessions).OrderBy(session => session.Order);

    private static Element Element(RoomEvent.Destroyed destroyed)
    {
        var element = new Element("destroy", Namespaces.MucUser).With("jid", destroyed.Alternative?.ToString());
        if (destroyed.Password is { Length: > 0 } password)
            element = element.With(new Element("password", Namespaces.MucUser).WithText(password));

        return destroyed.Reason is { Length: > 0 } reason
            ? element.With(new Element("reason", Namespaces.MucUser).WithText(reason))
            : element;
    }
}
