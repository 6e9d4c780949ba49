using System.Collections.Immutable;
using MucService.Rooms.Hats;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What changed in the room since anybody was suspended: enough to tell one who comes back what he missed, and no more.
/// Empty while nobody is suspended.
/// </summary>
/// <param name="Number">The number of the last change.</param>
/// <param name="Shown">The number of the last change of the presence that is shown under each nick in use.</param>
/// <param name="Owners">Changes of who has a nick, oldest first, bounded.</param>
/// <param name="Forgotten">The number of the last change of owner that is not kept any more.</param>
public sealed record Missed(long Number, ImmutableDictionary<Nick, long> Shown, ImmutableList<OwnerChange> Owners, long Forgotten)
{
    /// <summary>How many changes of owner are kept; whoever missed more has to enter anew.</summary>
    public const int MaxOwners = 2000;

    /// <summary>Nothing changed.</summary>
    public static Missed Nothing { get; } = new(0, ImmutableDictionary<Nick, long>.Empty, [], 0);

    /// <summary>This with one more change.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="happened">The change.</param>
    internal Missed With(RoomState before, RoomState after, RoomEvent happened)
    {
        var nicks = NicksOf(before, after, happened);
        if (nicks.IsEmpty)
            return this;

        var missed = this with { Number = Number + 1 };
        foreach (var nick in nicks)
            missed = missed.With(before, after, nick, (happened as RoomEvent.NickChanged)?.New);

        return missed;
    }

    /// <summary>Who had a nick when a session was told something last, as far as he was shown; null if nobody had.</summary>
    internal OwnerChange? FirstChangeOf(Nick nick, long since) =>
        Owners.FirstOrDefault(change => change.Number > since && change.Nick == nick);

    private Missed With(RoomState before, RoomState after, Nick nick, Nick? movedTo)
    {
        var was = before.ByNick(nick);
        var now = after.ByNick(nick);
        var missed = this with { Shown = now is null ? Shown.Remove(nick) : Shown.SetItem(nick, Number) };
        var wasShown = was is not null && Presences.IsBroadcast(before, was);
        var isShown = now is not null && Presences.IsBroadcast(after, now);
        if (was?.RealJid == now?.RealJid && wasShown == isShown)
            return missed;

        missed = missed with { Owners = missed.Owners.Add(new OwnerChange(Number, nick, was, wasShown, was is null || nick == movedTo ? null : movedTo)) };
        return missed.Owners.Count <= MaxOwners
            ? missed
            : missed with { Forgotten = missed.Owners[0].Number, Owners = missed.Owners.RemoveAt(0) };
    }

    /// <summary>The nicks whose presence, or whose owner, an event changes.</summary>
    private static ImmutableArray<Nick> NicksOf(RoomState before, RoomState after, RoomEvent happened) => happened switch
    {
        RoomEvent.Entered entered => [entered.Nick],
        RoomEvent.Exited exited => before.ByRealJid(exited.RealJid) is { } occupant ? [occupant.Nick] : [],
        RoomEvent.NickChanged changed => [changed.Old, changed.New],
        RoomEvent.RoleChanged changed => [changed.Nick],
        RoomEvent.PauseChanged changed => after.ByRealJid(changed.RealJid) is { } occupant ? [occupant.Nick] : [],
        RoomEvent.PresenceChanged changed => after.ByRealJid(changed.RealJid) is { } occupant ? [occupant.Nick] : [],
        RoomEvent.AffiliationGranted granted => NicksWhere(after, jid => jid == granted.Of || (granted.Of.IsDomain && jid.Domain == granted.Of.Domain)),
        RoomEvent.Configured when ShowsOtherwise(before.Config, after.Config) => NicksWhere(after, _ => true),
        RoomEvent.LinkChanged changed when Annotations.Annotates(before, changed.Domain) != Annotations.Annotates(after, changed.Domain) =>
            NicksWhere(after, jid => jid.Domain == changed.Domain),
        _ when !ReferenceEquals(before.Hats, after.Hats) => NicksWhere(after, jid => ShowHats.AreOther(before, after, jid)),
        _ => [],
    };

    private static bool ShowsOtherwise(RoomConfig before, RoomConfig after) =>
        before.Whois != after.Whois || !before.PresenceBroadcast.SetEquals(after.PresenceBroadcast);

    private static ImmutableArray<Nick> NicksWhere(RoomState room, Func<BareJid, bool> which) =>
        [.. room.Occupants.Values.Where(occupant => which(occupant.RealJid)).Select(occupant => occupant.Nick)];
}

/// <summary>A nick got another owner, or is shown to others, or is not, unlike before.</summary>
/// <param name="Number">The number of the change.</param>
/// <param name="Nick">Which nick.</param>
/// <param name="Before">Who had it before, or null.</param>
/// <param name="WasShown">Others were shown him.</param>
/// <param name="MovedTo">The nick that he took instead, or null.</param>
public sealed record OwnerChange(long Number, Nick Nick, Occupant? Before, bool WasShown, Nick? MovedTo);
