using System.Diagnostics;
using MucService.Rooms.Occupants;
using MucService.Rooms.Owners;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// Brings one session up to date: what it is sent leaves it with the view that it would have, had it missed nothing. Nicks that went,
/// presences that are new or differ, its own, the messages it may have missed, the subject, in this order. What was written and is not
/// proved to have arrived is in doubt: it is told so that it is right for who got it, and for who did not.
/// </summary>
/// <param name="room">The room as it is now.</param>
/// <param name="session">Who is told.</param>
/// <param name="gap">What it may have missed.</param>
internal sealed class Reconcile(RoomState room, FullJid session, Gap gap)
{
    private readonly Known _since = gap.Since;
    private readonly Missed _missed = room.Missed;

    // Looked at once: a room whose nicks changed hands two thousand times has many who come back.
    private readonly ILookup<Nick, OwnerChange> _changes = room.Missed.Owners.Where(change => change.Number > gap.Since.Change).ToLookup(change => change.Nick);
    private readonly Occupant _own = room.ByRealJid(session)!;
    private readonly SessionTraits _traits = room.TraitsOf(room.ByRealJid(session)!, room.SessionOf(session)!);

    /// <summary>Nothing that it was told is proved: it entered later than what is.</summary>
    private bool KnowsNothing => _own.SessionOf(session)!.Order >= _since.NextOrder;

    /// <summary>It may not know anybody as it sees him now: it knows nothing, or sees now what it did not see before.</summary>
    private bool KnowsNobody => KnowsNothing || (_own.Role == Role.Moderator && ChangedAt(_own.Nick) > _since.Change);

    /// <summary>True if the room still holds all that a session may have missed, as far as the room makes that good.</summary>
    public static bool IsPossible(RoomState room, FullJid session, Gap gap)
    {
        var since = gap.Since;
        if (!room.Missed.Keeps(since.Change, room.SessionOf(session)!.Order))
            return false;

        return LinkTerms.Of(room).Resync switch
        {
            Resync.Full => since.Change >= room.Missed.Unkept && HasMessages(room, room.SessionOf(session)!, since),
            Resync.Presence => true,
            Resync.None => false,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// That a nick is no longer his whom a suspended session may know under it: part of the reply that tells the session that it has the nick itself now.
    /// </summary>
    public static IEnumerable<Outgoing> FormerOwner(RoomState room, FullJid session, Nick nick, string? id)
    {
        if (!room.Suspensions.TryGetValue(session, out var suspension))
            return [];

        var reconcile = new Reconcile(room, session, suspension.Gap);
        return reconcile.WhoIsNot(nick) is { Before: { } known } && known.SessionOf(session) is null
            ? reconcile.One([Presences.Render(room, known, reconcile._traits, new PresenceNote { Id = id }, StanzaType.Unavailable, self: false)])
            : [];
    }

    /// <summary>What the session is sent.</summary>
    public IEnumerable<Outgoing> Outgoing(string? id) => [.. Presence(id), .. One(Messages()), .. One(Subject())];

    /// <summary>What the session is sent of who is there, and as what.</summary>
    public IEnumerable<Outgoing> Presence(string? id)
    {
        // Its own last, so that the nick that it has now is nobody else's when it comes.
        Stanza[] gone = [.. Gone(id, own: false), .. Gone(id, own: true)];
        var others = Others().ToList();

        // A difference larger than the room is what an entry gives.
        var shown = gone.Length + others.Count > room.Occupants.Count
            ? [new Outgoing.OccupantList(session, _traits)]
            : One(others.Select(occupant => Render(occupant, id)));
        return [.. One(Configuration(id)), .. One(gone), .. shown, .. One(Own(id))];
    }

    /// <summary>What the session is sent of what was said.</summary>
    public IEnumerable<Outgoing> Said() => One(Messages());

    private static bool HasMessages(RoomState room, Session session, Known since)
    {
        if (since.LastMessage >= room.History.LastDropped)
            return true;

        return session.Order >= since.NextOrder && !room.History.Entries.IsEmpty && room.History.Entries.Peek().At < session.EnteredAt;
    }

    private IEnumerable<Outgoing> One(IEnumerable<Stanza> sent) => sent.Select(stanza => new Outgoing.ToOne(stanza with { To = session }));

    /// <summary>What changed in the configuration: first of all, so that 172 comes before any real JID.</summary>
    private IEnumerable<Stanza> Configuration(string? id)
    {
        var codes = ConfigureRoom.Codes(_since.Config, room.Config);
        return codes.IsEmpty ? [] : [ConfigureRoom.Notification(room, codes, id)];
    }

    /// <summary>Every nick that it knew, or may have come to know, and that is free now, or somebody else's.</summary>
    private IEnumerable<Stanza> Gone(string? id, bool own)
    {
        foreach (var ofNick in _changes)
        {
            if (WhoIsNot(ofNick.Key) is not { Before: { } known } change)
                continue;

            // Its own nick never goes without the next one: it would believe itself out of the room.
            var isOwn = known.SessionOf(session) is not null;
            if (isOwn != own)
                continue;

            var moved = isOwn ? _own.Nick : MovedTo(change, known);
            var note = new PresenceNote { Id = id, NewNick = moved, Codes = moved is null ? [] : [StatusCode.NickChanged] };
            yield return Presences.Render(room, known, _traits, note, StanzaType.Unavailable, isOwn);
        }
    }

    /// <summary>The last change from somebody whom the session may believe under a nick to one who is not he; null if it is right about the nick.</summary>
    private OwnerChange? WhoIsNot(Nick nick)
    {
        OwnerChange? wrong = null;
        var before = long.MinValue;
        foreach (var change in _changes[nick])
        {
            var mayKnow = before == long.MinValue || before <= gap.Told;
            before = change.Number;
            if (change.Before is not { } known)
                continue;

            // What it did itself it was told, be it suspended.
            var isOwn = known.SessionOf(session) is not null;
            if (!mayKnow && !isOwn)
                continue;
            if (!change.WasShown && !isOwn)
                continue;
            if (room.ByNick(nick) is { } now && now.RealJid == known.RealJid && (isOwn || Presences.IsBroadcast(room, now)))
                continue;

            wrong = change;
        }

        return wrong;
    }

    /// <summary>The first change of who has a nick, after one: who had it then, as far as he was shown; null if it is his who has it now.</summary>
    private OwnerChange? FirstChangeOf(Nick nick, long since) => _changes[nick].FirstOrDefault(change => change.Number > since);

    /// <summary>The nick under which he is now, if he is and it meant nobody else to this session before.</summary>
    private Nick? MovedTo(OwnerChange change, Occupant known)
    {
        var nick = change.MovedTo;
        var number = change.Number;
        while (nick is not null && FirstChangeOf(nick, number) is { } next)
        {
            if (next.Before?.RealJid != known.RealJid)
                return null;

            nick = next.MovedTo;
            number = next.Number;
        }

        var isHis = nick is not null && room.ByNick(nick)?.RealJid == known.RealJid;
        return isHis && FirstChangeOf(nick!, _since.Change) is { Before: null } && WhoIsNot(nick!) is null ? nick : null;
    }

    /// <summary>Everybody else who is new or differs.</summary>
    private IEnumerable<Occupant> Others() => room.Occupants.Values
        .Where(occupant => occupant.Nick != _own.Nick && Presences.IsBroadcast(room, occupant) && Differs(occupant))
        .OrderBy(occupant => ChangedAt(occupant.Nick));

    /// <summary>As he is, annotated where that is in force, and with the empty annotation where the session may hold one that is not.</summary>
    private Stanza Render(Occupant occupant, string? id)
    {
        var presence = Presences.Render(room, occupant, _traits, new PresenceNote { Id = id }, StanzaType.Available, self: false);
        return _traits.HasFlag(SessionTraits.Annotations) && MayHoldAnnotationOf(occupant) ? Annotations.OrLifted(room, occupant, presence) : presence;
    }

    private bool Differs(Occupant occupant)
    {
        if (KnowsNobody || ChangedAt(occupant.Nick) > _since.Change)
            return true;

        var shouldHold = _traits.HasFlag(SessionTraits.Annotations) && Annotations.Of(room, occupant) != AnnotationState.None;
        return shouldHold ? !HeldAnnotationOf(occupant) || LinkMoved(occupant) : MayHoldAnnotationOf(occupant);
    }

    private bool MayHoldAnnotationOf(Occupant occupant) => HeldAnnotationOf(occupant) || (gap.HeldAnnotations && LinkMoved(occupant));

    private bool HeldAnnotationOf(Occupant occupant)
    {
        var terms = LinkTerms.Of(room.Settings, _since.Config, occupant.RealJid.Domain);
        if (!gap.HeldAnnotations || Annotations.Of(terms, _since.Links, _since.Pauses, occupant) == AnnotationState.None)
            return false;

        return FirstChangeOf(occupant.Nick, _since.Change) is not { } change || (change.WasShown && change.Before?.RealJid == occupant.RealJid);
    }

    /// <summary>
    /// True if the occupants of another's domain were annotated since: how much of that the session was sent is in doubt. Of its own domain it
    /// is sent nothing while that is lost.
    /// </summary>
    private bool LinkMoved(Occupant occupant)
    {
        var domain = occupant.RealJid.Domain;
        return domain != session.Domain && room.Links.GetValueOrDefault(domain)?.LastDeemed > (_since.Links.GetValueOrDefault(domain)?.Epoch ?? 0);
    }

    private IEnumerable<Stanza> Own(string? id)
    {
        if (!KnowsNobody && ChangedAt(_own.Nick) <= _since.Change)
            return [];

        return [Presences.Render(room, _own, _traits, new PresenceNote { Id = id }, StanzaType.Available, self: true)];
    }

    /// <summary>What it may have missed of what was said, as the room holds it now. XEP-0203.</summary>
    private IEnumerable<Stanza> Messages() => LinkTerms.Of(room).Resync == Resync.Full
        ? room.History.Entries
            .Where(entry => entry.Number > _since.LastMessage && entry.Number <= gap.LastMessage && !IsBeforeItEntered(entry))
            .Select(entry => SendHistory.Delayed(room, entry))
        : [];

    private bool IsBeforeItEntered(HistoryEntry entry) => KnowsNothing && entry.At < _own.SessionOf(session)!.EnteredAt;

    private IEnumerable<Stanza> Subject() =>
        room.Subject == _since.Subject && !KnowsNothing ? [] : [ChangeSubject.Current(room, session)];

    private long ChangedAt(Nick nick) => _missed.Shown.GetValueOrDefault(nick);
}
