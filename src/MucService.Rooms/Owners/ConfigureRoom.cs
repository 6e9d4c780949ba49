using System.Collections.Immutable;
using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>Configuring a room, for the first time or again. XEP-0045 #roomconfig, #roomconfig-notify, #createroom-instant, #createroom-reserved.</summary>
internal static class ConfigureRoom
{
    public static Decision Decide(RoomState room, RoomCommand.Configure command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (!Privileges.May(room.AffiliationOf(command.From.Bare), AffiliationPrivilege.ChangeRoomConfiguration))
            return Decision.Refuse(room, command, ErrorCondition.Forbidden);

        var form = DataForm.From(command.Form);
        return form?.Type switch
        {
            DataFormType.Submit => Submit(room, command, form),
            DataFormType.Cancel when room.Locked => DestroyRoom.OnCancel(room, command),
            DataFormType.Cancel => Decision.Answer(command.Stanza!.Answer(StanzaType.Result)),
            _ => Decision.Refuse(room, command, ErrorCondition.BadRequest, "The form must be submitted or cancelled"),
        };
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Configured configured) => room with { Config = configured.Config };

    public static RoomState Unlock(RoomState room) => room with { Locked = false };

    /// <summary>
    /// The codes that tell occupants of a change: those about privacy by name, 104 for anything else.
    /// </summary>
    public static ImmutableArray<StatusCode> Codes(RoomConfig before, RoomConfig after)
    {
        var codes = ImmutableArray.CreateBuilder<StatusCode>();
        if (before with { Whois = after.Whois, Logged = after.Logged } != after)
            codes.Add(StatusCode.ConfigurationChanged);
        if (before.Logged != after.Logged)
            codes.Add(after.Logged ? StatusCode.LoggingEnabled : StatusCode.LoggingDisabled);
        if (before.Whois != after.Whois)
            codes.Add(after.Whois == Whois.Anyone ? StatusCode.NonAnonymous : StatusCode.SemiAnonymous);

        return codes.ToImmutable();
    }

    /// <summary>The message that holds such codes. XEP-0045 #roomconfig-notify.</summary>
    public static Stanza Notification(RoomState room, ImmutableArray<StatusCode> codes, string? id) => new()
    {
        Kind = StanzaKind.Message,
        Type = StanzaType.Groupchat,
        Id = id,
        From = room.Address,
        Payloads =
        [
            new Element("x", Namespaces.MucUser).With(codes.Select(MucUser.Status)),
        ],
    };

    private static Decision Submit(RoomState room, RoomCommand.Configure command, DataForm form)
    {
        var read = ConfigForm.Read(room, form);
        if (read.Config is not { } config)
            return Decision.Refuse(room, command, ErrorCondition.NotAcceptable, read.Wrong);

        var changes = new AssociationChanges(room);
        if (room.Locked)
            changes.Add(new RoomEvent.Unlocked());
        if (config != room.Config)
            changes.Add(new RoomEvent.Configured(config));
        if (ListFields.Apply(form, command.From.Bare, changes) is { } refusal)
            return Decision.Refuse(room, command, refusal);
        if ((ListFields.RefuseResult(room, changes.LastWithRoom, ErrorCondition.NotAcceptable) ?? Administrate.TooMany(room, changes.After)) is { } result)
            return Decision.Refuse(room, command, result);

        RemoveNonMembers(changes);
        return Tell(room, command, config, changes);
    }

    private static Decision Tell(RoomState room, RoomCommand.Configure command, RoomConfig config, AssociationChanges changes)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Asker = command.From };
        var decision = Decision
            .Happened(changes.Events)
            .Telling(changes.ToRemoved(note))
            .Telling(AffiliationNotices.For(room, changes, note.Id))
            .Telling(command.Stanza!.Answer(StanzaType.Result))
            .Telling(changes.OfRemoved(note, _ => true));
        var codes = Codes(room.Config, config);
        if (!codes.IsEmpty)
            decision = decision.Telling(new Outgoing.ToMany(Audience.Everyone, Notification(room, codes, note.Id)));

        return decision.Telling(changes.OfChanged(note)).Telling(NewlyShown(room, changes, note)).Telling(changes.NewlySeen());
    }

    /// <summary>
    /// Who may not be in the room any more goes: #roomconfig, status 322. Nobody gains or loses voice by the form: only moderators give it and
    /// take it (#roles-change).
    /// </summary>
    private static void RemoveNonMembers(AssociationChanges changes)
    {
        foreach (var occupant in changes.After.InOrder().ToArray())
        {
            if (!Privileges.MayEnter(changes.After.AffiliationOf(occupant.RealJid), changes.After.Config))
                changes.Remove(occupant, StatusCode.MembersOnly, null);
        }
    }

    /// <summary>Whose presence was not broadcast and is now is shown; whose was and is not any more is seen to go.</summary>
    private static IEnumerable<Outgoing> NewlyShown(RoomState before, AssociationChanges changes, PresenceNote note)
    {
        var after = changes.After;
        return after.InOrder()
            .Where(occupant => before.ByNick(occupant.Nick) is { } was
                && was.Role == occupant.Role
                && Presences.IsBroadcast(before, was) != Presences.IsBroadcast(after, occupant))
            .SelectMany(occupant => Presences.Changed(before, after, occupant.Nick, note).Where(outgoing => outgoing is not Outgoing.ToOne));
    }
}
