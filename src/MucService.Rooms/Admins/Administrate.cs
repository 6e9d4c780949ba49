using System.Collections.Immutable;
using MucService.Rooms.Moderators;
using MucService.Rooms.Occupants;
using MucService.Rooms.Owners;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>
/// Changing roles and affiliations, as many as one request names, all or nothing. Each item is the matter of one use case:
/// it says whether the item may be, and what it changes. XEP-0045 #moderator, #admin, #owner, #bizrules-iq.
/// </summary>
internal static class Administrate
{
    public static Decision Decide(RoomState room, RoomCommand.Administrate command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);

        var by = Requester.Of(room, command.From);
        var items = command.Items.Select(item => WithJid(room, by, item)).ToImmutableArray();
        if (NamesTwice(items))
            return Decision.Refuse(room, command, ErrorCondition.BadRequest, "Nobody may be named twice in one request");

        var changes = new AssociationChanges(room);
        foreach (var item in items)
        {
            var refusal = Shape(room, item) ?? Apply(room, by, item, changes);
            if (refusal is not null)
                return Decision.Refuse(room, command, refusal);
        }

        var result = ListFields.RefuseResult(room, changes.LastWithRoom, ErrorCondition.NotAllowed) ?? TooMany(room, changes.After);
        return result is null ? Tell(room, by, changes, command) : Decision.Refuse(room, command, result);
    }

    public static RoomState Evolve(RoomState room, RoomEvent.AffiliationGranted granted)
    {
        var before = room.Affiliations.GetValueOrDefault(granted.Of)?.Affiliation ?? Affiliation.None;
        return room with
        {
            Registrations = room.Registrations.Remove(granted.Of),
            Affiliations = granted.Affiliation == Affiliation.None
                ? room.Affiliations.Remove(granted.Of)
                : room.Affiliations.SetItem(granted.Of, new AffiliationEntry(granted.Affiliation, granted.Reason, granted.Nick)),
            ReservedNicks = ReservedNicks.After(room, granted.Of, granted.Affiliation == Affiliation.None ? null : granted.Nick),
            Voices = before == granted.Affiliation ? room.Voices : room.Voices.Remove(granted.Of),
            AffiliationLog = before == granted.Affiliation ? room.AffiliationLog : room.AffiliationLog.With(granted.Of, before),
        };
    }

    /// <summary>
    /// Clients ought to name bare JIDs where it is about affiliations (#bizrules-iq). Where one names the nick of an occupant only, there is no doubt
    /// whom it means, but only who may change the lists is told in that way who is there.
    /// </summary>
    private static AdminItem WithJid(RoomState room, Requester by, AdminItem item) =>
        item is { Affiliation: not null, Role: null, Jid: null, Nick: { } nick }
        && Privileges.May(by.Affiliation, AffiliationPrivilege.EditMemberList)
        && room.ByNick(nick) is { } occupant
            ? item with { Jid = occupant.RealJid, Nick = null }
            : item;

    private static bool NamesTwice(ImmutableArray<AdminItem> items)
    {
        var (jids, nicks) = (new HashSet<BareJid>(), new HashSet<Nick>());
        return items.Any(item => item.Role is null ? item.Jid is { } jid && !jids.Add(jid) : item.Nick is { } nick && !nicks.Add(nick));
    }

    /// <summary>An item names either a role and a nick, or an affiliation and a bare JID.</summary>
    private static Refusal? Shape(RoomState room, AdminItem item)
    {
        if (item.Role is null == item.Affiliation is null)
            return StanzaError.Of(ErrorCondition.BadRequest, "An item changes either a role or an affiliation");
        if (item.Role is not null && item.Nick is null)
            return StanzaError.Of(ErrorCondition.BadRequest, "A role is changed by nick");
        if (item.Affiliation is not null && item.Jid is null)
            return StanzaError.Of(ErrorCondition.BadRequest, "An affiliation is changed by bare JID");

        return Sizes.TooLongReason(room, item.Reason)
            ?? (item is { Affiliation: not null, Nick: { } reserved } ? ChangeNick.Unfit(room, item.Jid!, reserved) : null);
    }

    private static Refusal? Apply(RoomState room, Requester by, AdminItem item, AssociationChanges changes)
    {
        var refusal = item switch
        {
            { Role: Role.None } => Kick.Apply(room, by, item, changes),
            { Role: Role.Moderator } => ModifyModerators.Apply(room, by, item, changes),
            { Role: not null } when room.ByNick(item.Nick!)?.Role == Role.Moderator => ModifyModerators.Apply(room, by, item, changes),
            { Role: not null } => ModifyVoice.Apply(room, by, item, changes),
            { Affiliation: Affiliation.Outcast } => Ban.Apply(room, by, item, changes),
            { Affiliation: Affiliation.Admin } => ModifyAdmins.Apply(room, by, item, changes),
            { Affiliation: Affiliation.Owner } => ModifyOwners.Apply(room, by, item, changes),
            _ => ModifyMembers.Apply(room, by, item, changes),
        };
        if (refusal is null && item is { Affiliation: > Affiliation.None, Nick: { } nick } && ReservedNicks.AreOfAnother(changes.LastWithRoom, item.Jid!, nick))
            return Refusal.Of(RefusalReason.NickInUse, ErrorCondition.Conflict, "This nick is reserved for somebody else.");

        return refusal is { } condition
            ? StanzaError.Of(condition, condition == ErrorCondition.NotAllowed ? "You may not do that to somebody of this standing." : null)
            : null;
    }

    /// <summary>The refusal of a decision that would make the lists too long, or null.</summary>
    public static Refusal? TooMany(RoomState before, RoomState after) =>
        after.Affiliations.Count > before.Affiliations.Count && after.Affiliations.Count > before.Settings.MaxAffiliations
            ? Refusal.Of(RefusalReason.Full, ErrorCondition.PolicyViolation, $"The lists of a room may hold at most {before.Settings.MaxAffiliations} entries.")
            : null;

    /// <summary>Those who go, then the result, then everybody else, as #kick and #ban order it.</summary>
    private static Decision Tell(RoomState room, Requester by, AssociationChanges changes, RoomCommand.Administrate command)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Actor = by.Nick, ActorJid = command.From, Asker = command.From };
        return Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(AffiliationNotices.For(room, changes, note.Id))
            .Telling(changes.OfRemoved(note, code => code == StatusCode.AffiliationLost))
            .Telling(command.Stanza!.Answer(StanzaType.Result))
            .Telling(changes.OfRemoved(note, code => code != StatusCode.AffiliationLost))
            .Telling(changes.OfChanged(note))
            .Telling(changes.NewlySeen())
            .Telling(ModifyMembers.Invitations(room, by, command, changes));
    }
}
