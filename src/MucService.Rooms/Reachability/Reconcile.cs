using System.Diagnostics;
using MucService.Rooms.Occupants;
using MucService.Rooms.Owners;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// Brings one session that was suspended up to date: what it is sent leaves it with the view that it would have, had it never been
/// suspended. Nicks that went, presences that are new or differ, its own, the messages withheld, the subject, in this order.
/// </summary>
/// <param name="missed">What changed while it was suspended.</param>
/// <param name="room">The room as it is now.</param>
/// <param name="session">Who comes back.</param>
/// <param name="since">What the session knows.</param>
internal sealed class Reconcile(Missed missed, RoomState room, FullJid session, Suspension since)
{
    private readonly Occupant _own = room.ByRealJid(session)!;
    private readonly SessionTraits _traits = room.TraitsOf(room.ByRealJid(session)!, room.SessionOf(session)!);

    /// <summary>True if the room still holds all that a session missed, as far as the room makes that good.</summary>
    public static bool IsPossible(RoomState room, Suspension since) =>
        since.Seen >= room.Missed.Forgotten && LinkTerms.Of(room).Resync switch
        {
            Resync.Full => since.LastMessage >= room.History.LastNumber - room.History.Count,
            Resync.Presence => true,
            Resync.None => false,
            _ => throw new UnreachableException(),
        };

    /// <summary>What the session is sent.</summary>
    public IEnumerable<Outgoing> Outgoing(string? id)
    {
        Stanza[] sent = [.. Configuration(id), .. Gone(id), .. Others(id), .. Own(id), .. Messages(), .. Subject()];
        return sent.Select(stanza => new Outgoing.ToOne(stanza with { To = session }));
    }

    /// <summary>What changed in the configuration: first of all, so that 172 comes before any real JID.</summary>
    private IEnumerable<Stanza> Configuration(string? id)
    {
        var codes = ConfigureRoom.Codes(since.Config, room.Config);
        return codes.IsEmpty ? [] : [ConfigureRoom.Notification(room, codes, id)];
    }

    /// <summary>Every nick that it knew and that is free now, or somebody else's.</summary>
    private IEnumerable<Stanza> Gone(string? id)
    {
        foreach (var change in missed.Owners.Where(change => change.Number > since.Seen).DistinctBy(change => change.Nick))
        {
            if (change.Before is not { } known)
                continue;

            var isOwn = known.SessionOf(session) is not null;
            if (!change.WasShown && !isOwn)
                continue;
            if (room.ByNick(change.Nick) is { } now && now.RealJid == known.RealJid && (isOwn || Presences.IsBroadcast(room, now)))
                continue;

            var moved = MovedTo(change, known);
            var note = new PresenceNote { Id = id, NewNick = moved, Codes = moved is null ? [] : [StatusCode.NickChanged] };
            yield return Presences.Render(room, known, _traits, note, StanzaType.Unavailable, isOwn);
        }
    }

    /// <summary>The nick under which he is now, if he is and it meant nobody to this session before.</summary>
    private Nick? MovedTo(OwnerChange change, Occupant known)
    {
        var nick = change.MovedTo;
        var number = change.Number;
        while (nick is not null && missed.FirstChangeOf(nick, number) is { } next)
        {
            if (next.Before?.RealJid != known.RealJid)
                return null;

            nick = next.MovedTo;
            number = next.Number;
        }

        var isHis = nick is not null && room.ByNick(nick)?.RealJid == known.RealJid;
        return isHis && missed.FirstChangeOf(nick!, since.Seen) is { Before: null } ? nick : null;
    }

    /// <summary>Everybody else who is new or differs, annotated where that is in force, and with the empty annotation where it holds one that is not.</summary>
    private IEnumerable<Stanza> Others(string? id)
    {
        var note = new PresenceNote { Id = id };
        return room.Occupants.Values
            .Where(occupant => occupant.Nick != _own.Nick && Presences.IsBroadcast(room, occupant) && Differs(occupant))
            .OrderBy(occupant => ChangedAt(occupant.Nick))
            .Select(occupant =>
            {
                var presence = Presences.Render(room, occupant, _traits, note, StanzaType.Available, self: false);
                return HoldsAnnotationOf(occupant) && _traits.HasFlag(SessionTraits.Annotations)
                    ? Annotations.OrLifted(room, occupant, presence)
                    : presence;
            });
    }

    private bool Differs(Occupant occupant)
    {
        if (ChangedAt(occupant.Nick) > since.Seen)
            return true;

        var shouldHold = _traits.HasFlag(SessionTraits.Annotations) && Annotations.Of(room, occupant) != AnnotationState.None;
        return shouldHold != HoldsAnnotationOf(occupant);
    }

    private bool HoldsAnnotationOf(Occupant occupant)
    {
        var terms = LinkTerms.Of(room.Settings, since.Config, occupant.RealJid.Domain);
        if (!since.HoldsAnnotations || Annotations.Of(terms, since.Links, since.Pauses, occupant) == AnnotationState.None)
            return false;
        return missed.FirstChangeOf(occupant.Nick, since.Seen) is not { } change || (change.WasShown && change.Before?.RealJid == occupant.RealJid);
    }

    private IEnumerable<Stanza> Own(string? id)
    {
        if (ChangedAt(_own.Nick) <= since.Seen)
            return [];

        return [Presences.Render(room, _own, _traits, new PresenceNote { Id = id }, StanzaType.Available, self: true)];
    }

    /// <summary>What was said meanwhile, as the room holds it now. XEP-0203.</summary>
    private IEnumerable<Stanza> Messages() => LinkTerms.Of(room).Resync == Resync.Full
        ? room.History.Entries
            .Where(entry => entry.Number > since.LastMessage)
            .Select(entry => entry.Message.With(Delay.By(room.Address, entry.At)))
        : [];

    private IEnumerable<Stanza> Subject() => room.Subject == since.Subject ? [] : [ChangeSubject.Current(room, session)];

    private long ChangedAt(Nick nick) => missed.Shown.GetValueOrDefault(nick);
}
