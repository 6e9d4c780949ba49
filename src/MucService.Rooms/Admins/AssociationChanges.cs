using System.Collections.Immutable;
using MucService.Rooms.AffiliationVersions;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>
/// Gathers what one decision changes in roles and affiliations (XEP-0045 calls both associations), so that it happens as a whole
/// and everybody is told once of what came of it. XEP-0045 #roles-change, #affil-change.
/// </summary>
internal sealed class AssociationChanges(RoomState before)
{
    private readonly ImmutableArray<RoomEvent>.Builder _events = ImmutableArray.CreateBuilder<RoomEvent>();
    private readonly List<Reached> _reached = [];
    private readonly List<BareJid> _absent = [];
    private readonly HashSet<BareJid> _areAbsent = [];

    /// <summary>The state before all of it.</summary>
    public RoomState Before { get; } = before;

    /// <summary>The state after what was gathered so far.</summary>
    public RoomState After { get; private set; } = before;

    /// <summary>The same, or, where the room ends with its last occupant, the state just before that.</summary>
    public RoomState LastWithRoom { get; private set; } = before;

    /// <summary>What happens, in order.</summary>
    public ImmutableArray<RoomEvent> Events => _events.ToImmutable();

    /// <summary>Bare JIDs whose affiliation changes and of whom no presence tells: they are not in the room, or theirs is not broadcast.</summary>
    public IReadOnlyList<BareJid> Absent => _absent;

    /// <summary>True if a bare JID is one of them.</summary>
    public bool IsOfAbsent(BareJid jid) => _areAbsent.Contains(jid);

    /// <summary>Between which versions of the lists all of it leads; null if the lists do not change. XEP-0463.</summary>
    public Element? Mav => ShowVersion.Between(Before, LastWithRoom);

    /// <summary>Adds any other event.</summary>
    public void Add(RoomEvent happened)
    {
        _events.Add(happened);
        After = Room.Evolve(After, happened);
        if (After.Exists)
            LastWithRoom = After;
    }

    /// <summary>Gives a bare JID, or a whole domain, another affiliation, with what follows for those who are in the room.</summary>
    public void Grant(RoomEvent.AffiliationGranted granted)
    {
        if (!After.Exists)
        {
            // The room ended with an item before this one: it counts for whether the request may be, and for nothing else.
            LastWithRoom = Room.Evolve(LastWithRoom, granted);
            return;
        }

        var earlier = After;
        Add(granted);
        var isShown = false;
        foreach (var occupant in earlier.Occupants.Values.Where(IsConcerned).OrderBy(occupant => occupant.Sessions[0].Order))
        {
            var was = earlier.AffiliationOf(occupant.RealJid);
            var now = After.AffiliationOf(occupant.RealJid);
            if (was == now)
                continue;
            if (now == Affiliation.Outcast)
                Remove(occupant, StatusCode.Banned, granted.Reason);
            else if (!Privileges.MayEnter(now, After.Config))
                Remove(occupant, StatusCode.AffiliationLost, granted.Reason);
            else
                Assign(occupant, Privileges.RoleAfter(occupant.Role, was, now, After.Config), granted.Reason);

            isShown |= occupant.RealJid == granted.Of && Presences.IsBroadcast(LastWithRoom, After.ByNick(occupant.Nick) ?? occupant);
        }

        if (!isShown && earlier.AffiliationOf(granted.Of) != granted.Affiliation)
        {
            _absent.Add(granted.Of);
            _areAbsent.Add(granted.Of);
        }

        bool IsConcerned(Occupant occupant) =>
            granted.Of.IsDomain ? occupant.RealJid.Domain == granted.Of.Domain : occupant.RealJid == granted.Of;
    }

    /// <summary>Gives an occupant a role, which may be the one he has; he is shown again either way.</summary>
    public void Assign(Occupant occupant, Role role, string? reason)
    {
        if (After.ByNick(occupant.Nick) is not { } now)
            return;

        if (now.Role != role)
            Add(new RoomEvent.RoleChanged(now.Nick, role, now.RealJids));
        Reach(new Reached(occupant, null, reason));
    }

    /// <summary>Takes an occupant out of the room with all his sessions.</summary>
    public void Remove(Occupant occupant, StatusCode code, string? reason)
    {
        if (After.ByNick(occupant.Nick) is not { } now)
            return;

        foreach (var session in now.Sessions)
            Add(new RoomEvent.Exited(session.RealJid) { Kicked = code == StatusCode.Kicked });
        Reach(new Reached(now, code, reason));
    }

    /// <summary>What those who are removed are told. XEP-0045 #kick, #ban.</summary>
    public IEnumerable<Outgoing> ToRemoved(PresenceNote note) =>
        Removals(_ => true, note).OfType<Outgoing.ToOne>();

    /// <summary>What the others are told of those who are removed, for some of the reasons.</summary>
    public IEnumerable<Outgoing> OfRemoved(PresenceNote note, Func<StatusCode, bool> which) =>
        Removals(which, note).Where(outgoing => outgoing is not Outgoing.ToOne);

    /// <summary>What all are told of those who stay, as something else than before.</summary>
    public IEnumerable<Outgoing> OfChanged(PresenceNote note)
    {
        foreach (var reached in _reached)
        {
            if (reached.Removed is not null || After.ByNick(reached.Before.Nick) is null)
                continue;

            var updates = Presences.Changed(Before, After, reached.Before.Nick, note with { Actor = null, ActorJid = null, Reason = reached.Reason, Mav = Mav });
            foreach (var outgoing in updates)
                yield return outgoing;
        }
    }

    /// <summary>
    /// The occupants again, to those who may see real JIDs now and could not before: new moderators, and all when the room becomes
    /// non-anonymous. XEP-0045 #enter-semianon gives moderators that right and names no other way to make use of it.
    /// </summary>
    public IEnumerable<Outgoing> NewlySeen()
    {
        foreach (var occupant in After.InOrder())
        {
            foreach (var session in occupant.Sessions)
            {
                var traits = After.TraitsOf(occupant, session);
                if (Before.ByRealJid(session.RealJid) is not { } was || (traits & (SessionTraits.SeesRealJids | SessionTraits.Suspended)) != SessionTraits.SeesRealJids)
                    continue;
                if (!Before.TraitsOf(was, session).HasFlag(SessionTraits.SeesRealJids))
                    yield return new Outgoing.OccupantList(session.RealJid, traits);
            }
        }
    }

    private IEnumerable<Outgoing> Removals(Func<StatusCode, bool> which, PresenceNote note)
    {
        foreach (var reached in _reached)
        {
            if (reached.Removed is not { } code || !which(code))
                continue;

            // Who is removed as the last of a temporary room is told as what, too: of the room nothing is left after that.
            foreach (var outgoing in Presences.Unavailable(LastWithRoom, reached.Before, With(note with { Mav = Mav }, code, reached.Reason)))
                yield return outgoing;
        }
    }

    private static PresenceNote With(PresenceNote note, StatusCode code, string? reason) =>
        note with { Codes = [code], Reason = reason, Affiliation = code == StatusCode.Banned ? Affiliation.Outcast : null };

    private void Reach(Reached reached)
    {
        _reached.RemoveAll(earlier => earlier.Before.Nick == reached.Before.Nick);
        _reached.Add(reached);
    }

    private sealed record Reached(Occupant Before, StatusCode? Removed, string? Reason);
}
