using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>What is asked of moderators and admins, and who may read the lists.</content>
internal static partial class Law
{
    // #requestvoice: moderators are asked, where there are any.
    private static string? RequestVoice(Model room, Step step)
    {
        if (room.BySession(step.From) is not { } person)
            return room.Exists && !room.Locked ? "forbidden" : "item-not-found";
        if (person.Role != Role.Visitor)
            return "not-acceptable";

        return room.People.Exists(other => other.Role == Role.Moderator) ? null : "recipient-unavailable";
    }

    // #voiceapprove: what a moderator grants to who is not a visitor any more changes nothing.
    private static string? ApproveVoice(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";
        if (room.BySession(step.From) is not { Role: Role.Moderator })
            return "forbidden";
        if (room.ByNick(step.WantedNick) is not { } person)
            return "item-not-found";

        person.Role = person.Role == Role.Visitor ? Role.Participant : person.Role;
        return null;
    }

    // #bizrules-presence: occupants learn how others are, as far as they may see them, and whether who has reserved a nick is away.
    private static string? Probe(Model room, Step step)
    {
        if (room.BySession(step.From) is not { } asker)
            return "not-acceptable";
        if (room.ByNick(step.WantedNick) is { } person && (person == asker || asker.Role == Role.Moderator || room.Terms.Broadcasts(person.Role)))
            return null;

        var holder = room.Reserved.FirstOrDefault(reserved => reserved.Value == step.WantedNick).Key;
        return holder is not null && !room.People.Exists(person => person.Jid == holder) ? null : "item-not-found";
    }

    // #modifyvoice, #modifymod, #modifyban, #modifymember, #modifyadmin, #modifyowner.
    private static string? ReadList(Model room, Step step)
    {
        var jid = Model.Bare(step.From);
        if (!room.IsThereFor(jid))
            return "item-not-found";

        var affiliation = room.AffiliationOf(jid);
        var role = (room.BySession(step.From) ?? room.People.Where(person => person.Jid == jid).MaxBy(person => person.Role))?.Role ?? Role.None;
        var mayAsOne = room.Terms.NonAnonymous
            && (affiliation >= Affiliation.Member || role != Role.None)
            && room.Terms.Lists(role == Role.None ? room.InitialRole(affiliation) : role);
        return step.List switch
        {
            "role='none'" or "affiliation='none'" => "bad-request",
            "role='moderator'" or "affiliation='outcast'" => Needs(affiliation >= Affiliation.Admin),
            "affiliation='member'" => Needs(mayAsOne || affiliation >= Affiliation.Admin),
            "affiliation='admin'" or "affiliation='owner'" => Needs(mayAsOne || affiliation == Affiliation.Owner),
            _ => Needs(role == Role.Moderator),
        };
    }

    private static string? Needs(bool right) => right ? null : "forbidden";
}
