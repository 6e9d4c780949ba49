using MucService.Rooms.OccupantIds;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Another subject, and the one that who enters is told. XEP-0045 #subject-mod, #enter-subject.</summary>
internal static class ChangeSubject
{
    public static Decision Decide(RoomState room, RoomCommand.ChangeSubject command)
    {
        if (room.ByRealJid(command.From) is not { } occupant)
            return Decision.Refuse(room, command, room.Exists && !room.Locked ? ErrorCondition.NotAcceptable : ErrorCondition.ItemNotFound);
        if (occupant.Role < (room.Config.AnyoneChangesSubject ? Role.Participant : Role.Moderator))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden, "You may not change the subject of this room.");
        if (Sizes.TooLong(command.Text, room.Settings.MaxSubjectBytes))
            return Decision.Refuse(room, command, Sizes.TooLarge($"A subject may have at most {room.Settings.MaxSubjectBytes} bytes."));

        var subject = new Subject(command.Text, occupant.Nick, command.Arrival.At, command.Arrival.StanzaId, occupant.RealJid);
        var message = Reflection.ToAll(room, occupant, command.Stanza!, command.Arrival);
        return Decision
            .Happened(new RoomEvent.SubjectChanged(subject))
            .And(Groupchat.Aside(message, command.Arrival))
            .Telling(new Outgoing.ToMany(Audience.Everyone, message));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.SubjectChanged changed) => room with { Subject = changed.Subject };

    /// <summary>The subject as who enters is told it: from who set it, or an empty one from the room where there never was one.</summary>
    public static Stanza Current(RoomState room, FullJid to)
    {
        var message = new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, To = to, From = room.Address };
        var element = new Element("subject", Namespaces.Component);
        if (room.Subject is not { } subject)
            return message.With(element);

        return message with
        {
            Id = subject.StanzaId,
            From = room.OccupantJid(subject.By),
            Payloads = OccupantId.Of(room, subject.RealJid, [element.WithText(subject.Text), Delay.By(room.Address, subject.At)]),
        };
    }
}
