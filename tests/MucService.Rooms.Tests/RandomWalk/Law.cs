using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>
/// Does to the model what a step asks for, or says with which condition the XEP has it refused. Where the XEP leaves a choice, the one
/// that is written in the program's README.
/// </summary>
internal static partial class Law
{
    /// <summary>The condition of the refusal, or null.</summary>
    /// <param name="room">The model.</param>
    /// <param name="step">What is done.</param>
    /// <param name="number">The number of the step in the walk.</param>
    /// <param name="id">The id of the stanza.</param>
    /// <param name="bounced">The id of what was said to all last.</param>
    public static string? Do(Model room, Step step, int number, string id, string bounced) => step.Deed switch
    {
        _ when IsGone(room, step, number) => "gone",
        Deed.Enter => Enter(room, step),
        Deed.ChangePresence => ChangePresence(room, step),
        Deed.Leave => Done(() => room.Leave(step.From)),
        Deed.Say => Say(room, step, number, id),
        Deed.SayPrivately => SayPrivately(room, step),
        Deed.ChangeSubject => ChangeSubject(room, step, id),
        Deed.ChangeRole => ChangeRole(room, step),
        Deed.ChangeAffiliations => ChangeAffiliations(room, step),
        Deed.Configure => Configure(room, step),
        Deed.NameLists => NameLists(room, step),
        Deed.ReadForm => MayConfigure(room, step),
        Deed.Invite => Invite(room, step),
        Deed.Register => Register(room, step),
        Deed.Unregister => Unregister(room, step),
        Deed.Bounce => Bounce(room, step, bounced),
        Deed.Decline => Decline(room, step),
        Deed.AnswerRegistration => RegistrationLaw.Answer(room, step),
        Deed.RequestVoice => RequestVoice(room, step),
        Deed.ApproveVoice => ApproveVoice(room, step),
        Deed.ReadList => ReadList(room, step),
        Deed.AskWhat or Deed.AskWho => room.IsThereFor(Model.Bare(step.From)) ? null : "item-not-found",
        Deed.Probe => Probe(room, step),
        Deed.AskOccupant => AskOccupant(room, step),
        Deed.PublishCard => PublishCard(room, step),
        Deed.ReadCard => room.IsThereFor(Model.Bare(step.From)) ? null : "item-not-found",
        Deed.TakeBack => TakeBack(room, step, number, bounced),
        Deed.ManageHats => ManageHats(room, step),
        _ => Destroy(room, step, number),
    };

    /// <summary>A destroyed room answers that it is gone, for a while; its owners may make it again.</summary>
    private static bool IsGone(Model room, Step step, int number) =>
        number < room.Tombstone.Until
        && step.Deed is not (Deed.Leave or Deed.Bounce or Deed.Probe)
        && (step.Deed is not (Deed.Enter or Deed.ChangePresence) || !room.Tombstone.Heirs.Contains(Model.Bare(step.From)));

    // #enter, in the order of its sections.
    private static string? Enter(Model room, Step step)
    {
        var jid = Model.Bare(step.From);
        var isIn = room.BySession(step.From) is not null;
        if (room.Locked && room.AffiliationOf(jid) < Affiliation.Owner)
            return "item-not-found";
        if (room.Exists && !isIn && room.Terms.Password.Length > 0 && step.Password != room.Terms.Password)
            return "not-authorized";
        if (room.Exists && !isIn && room.Terms.MembersOnly && room.AffiliationOf(jid) == Affiliation.None)
            return "registration-required";
        if (room.AffiliationOf(jid) == Affiliation.Outcast)
            return "forbidden";

        // #register: who registered a nick has that one where the room wants it so.
        var nick = room.Terms.NicksLocked ? room.Reserved.GetValueOrDefault(jid, step.WantedNick) : step.WantedNick;
        if (IsOfAnother(room, jid, nick))
            return "conflict";
        if (!isIn && room.ByLikeNick(nick) is null && room.Terms.IsFull(room.People.Count) && room.AffiliationOf(jid) < Affiliation.Admin)
            return "service-unavailable";

        if (!room.Exists)
            room.Create(jid);
        room.Enter(step.From, nick, step.Show);
        return null;
    }

    // #changepres, #changenick; presence from outside is answered, not refused: #enter-gc.
    private static string? ChangePresence(Model room, Step step)
    {
        if (room.BySession(step.From) is not { } person)
            return null;
        if (person.Nick != step.WantedNick)
        {
            if (room.Terms.NicksLocked && room.Reserved.GetValueOrDefault(person.Jid, step.WantedNick) != step.WantedNick)
                return "not-acceptable";
            if ((room.ByLikeNick(step.WantedNick) is { } holder && holder != person) || IsReservedForAnother(room, person.Jid, step.WantedNick))
                return "conflict";

            person.Nick = step.WantedNick;
        }

        person.Sessions.RemoveAll(session => session.Jid == step.From);
        person.Sessions.Add((step.From, step.Show));
        return null;
    }

    // #message; XEP-0500: who is slowed waits until he may speak again.
    private static string? Say(Model room, Step step, int number, string id)
    {
        if (room.BySession(step.From) is not { } person)
            return Outside(room);
        if (person.Role == Role.Visitor)
            return "forbidden";

        if (room.Terms.SlowMode != "0" && room.AffiliationOf(person.Jid) < Affiliation.Admin)
        {
            var last = room.SpokeAt.TryGetValue(person.Jid, out var counted) ? counted : room.History.FindLast(message => message.By == person.Jid).Step;
            if (last > 0 && number - last < Step.StepsOfSlowMode)
                return "policy-violation";

            room.SpokeAt[person.Jid] = number;
        }

        room.Say(id, person.Jid, number, text: id);
        return null;
    }

    // #privatemessage.
    private static string? SayPrivately(Model room, Step step)
    {
        if (room.BySession(step.From) is not { } person)
            return Outside(room);
        if (room.ByNick(step.WantedNick) is null)
            return "item-not-found";

        return room.Terms.SendsPrivately is { } least && person.Role >= least ? null : "forbidden";
    }

    // #subject-mod.
    private static string? ChangeSubject(Model room, Step step, string id)
    {
        if (room.BySession(step.From) is not { } person)
            return Outside(room);
        if (person.Role < (room.Terms.AnyoneChangesSubject ? Role.Participant : Role.Moderator))
            return "forbidden";

        room.Subject = id;
        return null;
    }

    // #kick, #grantvoice, #revokevoice, #grantmod, #revokemod, and the notes of #roles-change.
    private static string? ChangeRole(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";

        var jid = Model.Bare(step.From);
        var affiliation = room.AffiliationOf(jid);
        var role = (room.BySession(step.From) ?? room.People.Where(person => person.Jid == jid).MaxBy(person => person.Role))?.Role ?? Role.None;
        var wanted = Enum.Parse<Role>(step.Role, ignoreCase: true);
        var of = room.ByNick(step.WantedNick);
        var needsAdmin = wanted == Role.Moderator || (of?.Role == Role.Moderator && wanted != Role.None);
        var protectedBy = of is null ? Affiliation.None : room.AffiliationOf(of.Jid);
        if (of is not null && wanted != Role.None && wanted < of.Role && protectedBy >= Affiliation.Admin && role == Role.Moderator)
            return "not-allowed";
        if (needsAdmin ? affiliation < Affiliation.Admin : role != Role.Moderator)
            return "forbidden";
        if (of is null)
            return "item-not-found";

        if (wanted == Role.None)
            return Kick(room, (jid, affiliation), of);
        if (wanted < of.Role && (protectedBy >= Affiliation.Admin
            || (of.Role == Role.Participant && protectedBy > Affiliation.None && protectedBy >= affiliation)))
        {
            return "not-allowed";
        }

        of.Role = wanted;
        return null;
    }

    private static string? Kick(Model room, (string Jid, Affiliation Affiliation) by, Person of)
    {
        if (of.Jid == by.Jid)
            return "conflict";
        if (by.Affiliation < room.AffiliationOf(of.Jid) || (of.Role == Role.Moderator && by.Affiliation < Affiliation.Admin))
            return "not-allowed";

        room.Remove(of, isKicked: true);
        return null;
    }

    // #invite-mediated: to a members-only room admins invite, and members where they may; the invited becomes a member.
    private static string? Invite(Model room, Step step)
    {
        if (room.BySession(step.From) is not { } person)
            return room.Exists && !room.Locked ? "forbidden" : "item-not-found";
        if (room.Terms is { MembersOnly: true, MembersInvite: false } && room.AffiliationOf(person.Jid) < Affiliation.Admin)
            return "forbidden";
        if (room.AffiliationOf(step.OtherJid) == Affiliation.Outcast)
            return "not-allowed";

        if (room.Terms.MembersOnly && room.AffiliationOf(step.OtherJid) == Affiliation.None)
            room.Grant(step.OtherJid, Affiliation.Member);
        room.Invitations.RemoveAll(earlier => Model.Bare(earlier.By) == person.Jid && earlier.To == step.OtherJid);
        room.Invitations.Add((step.From, room.Terms.NonAnonymous ? step.From : $"tea@muc.example/{person.Nick}", step.OtherJid));
        return null;
    }

    // #invite-mediated: only who was invited declines, once, and only to who invited him.
    private static string? Decline(Model room, Step step)
    {
        var at = room.Invitations.FindLastIndex(sent =>
            (sent.Shown == step.Inviter || Model.Bare(sent.By) == Model.Bare(step.Inviter)) && sent.To == Model.Bare(step.From));
        if (at < 0)
            return "item-not-found";

        room.Invitations.RemoveAt(at);
        return null;
    }

    // #register.
    private static string? Register(Model room, Step step)
    {
        var jid = Model.Bare(step.From);
        if (!room.Exists || room.Locked)
            return "item-not-found";
        if (room.AffiliationOf(jid) < Affiliation.None || (room.AffiliationOf(jid) == Affiliation.None && room.Terms.Registration == "closed"))
            return "not-allowed";
        if (IsOfAnother(room, jid, step.WantedNick))
            return "conflict";
        if (room.AffiliationOf(jid) == Affiliation.None && (room.Terms.MembersOnly || room.Terms.Registration == "approval"))
            return RegistrationLaw.Ask(room, jid, step.WantedNick);

        if (room.AffiliationOf(jid) == Affiliation.None)
            room.Grant(jid, Affiliation.Member);
        room.Reserve(jid, step.WantedNick);
        return null;
    }

    private static string? Unregister(Model room, Step step)
    {
        var jid = Model.Bare(step.From);
        if (!room.Exists || room.Locked)
            return "item-not-found";
        if (room.AffiliationOf(jid) <= Affiliation.None)
            return "registration-required";

        var present = room.People.Count;
        room.Reserved.Remove(jid);
        if (room.AffiliationOf(jid) == Affiliation.Member)
            room.Grant(jid, Affiliation.None);
        if (room.People.Count < present)
            room.EndIfEmpty();
        return null;
    }

    // #service-error-kick: who heard a message, and whose server says that he is gone, goes.
    private static string? Bounce(Model room, Step step, string bounced)
    {
        if (room.History.Exists(message => message.Id == bounced && message.Heard.Contains(step.From)))
            room.Leave(step.From);
        return null;
    }

    private static string Outside(Model room) => room.Exists && !room.Locked ? "not-acceptable" : "item-not-found";

    public static bool IsOfAnother(Model room, string jid, string nick) =>
        (room.ByLikeNick(nick) is { } holder && holder.Jid != jid) || IsReservedForAnother(room, jid, nick);

    private static bool IsReservedForAnother(Model room, string jid, string nick) =>
        room.Reserved.Any(reserved => reserved.Key != jid && Model.IsLike(reserved.Value, nick));

    private static string? Done(Action action)
    {
        action();
        return null;
    }
}
