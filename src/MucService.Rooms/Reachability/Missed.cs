using System.Collections.Immutable;
using MucService.Rooms.Hats;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What changed in the room: enough to tell one who comes back what he missed, and no more. What everybody is proved to know is forgotten.
/// </summary>
/// <param name="Number">The number of the last change.</param>
/// <param name="Shown">The number of the last change of the presence that is shown under each nick in use.</param>
/// <param name="Owners">Changes of who has a nick, oldest first, bounded.</param>
/// <param name="Forgotten">The number of the last change of owner that is not kept any more; -1 if all are kept since the room began.</param>
public sealed record Missed(long Number, ImmutableDictionary<Nick, long> Shown, ImmutableArray<OwnerChange> Owners, long Forgotten)
{
    /// <summary>How many changes of owner are kept; whoever missed more has to enter anew.</summary>
    public const int MaxOwners = 2000;

    /// <summary>Nothing changed: of a room that begins.</summary>
    public static Missed Nothing { get; } = new(0, ImmutableDictionary<Nick, long>.Empty, [], -1);

    /// <summary>Of a room that was loaded: nothing is known of what changed before.</summary>
    /// <param name="nextOrder">The order of the next session: who has it, or a later one, was not there before.</param>
    public static Missed Of(long nextOrder) => Nothing with { Forgotten = 0, FirstOrder = nextOrder };

    /// <summary>The order of the first session of which nothing that it may have missed is forgotten, as long as nothing since the room was loaded is.</summary>
    public long FirstOrder { get; init; }

    /// <summary>The number of the last change at which something was said that the room does not keep, so that it cannot be said again; -1 if none.</summary>
    public long Unkept { get; init; } = -1;

    /// <summary>This with one more change.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="happened">The change.</param>
    internal Missed With(RoomState before, RoomState after, RoomEvent happened)
    {
        if (happened is RoomEvent.SaidUnkept)
            return this with { Number = Number + 1, Unkept = Number + 1 };

        var nicks = NicksOf(before, after, happened);
        if (nicks.IsEmpty)
            return this;

        var missed = this with { Number = Number + 1 };
        foreach (var nick in nicks)
            missed = missed.With(before, after, nick, (happened as RoomEvent.NickChanged)?.New);

        return missed;
    }

    /// <summary>True if all is kept that a session may have missed.</summary>
    /// <param name="since">The last change that it knows.</param>
    /// <param name="order">The order of its entry.</param>
    internal bool Keeps(long since, long order) => since >= Forgotten || (Forgotten <= 0 && order >= FirstOrder);

    /// <summary>This without the changes that nobody has to be told of any more.</summary>
    /// <param name="change">The number of the last of them.</param>
    internal Missed Until(long change)
    {
        var forgotten = 0;
        while (forgotten < Owners.Length && Owners[forgotten].Number <= change)
            forgotten++;

        return change <= Forgotten ? this : this with { Owners = Owners.RemoveRange(0, forgotten), Forgotten = change };
    }

    /// <summary>This without the presences that everybody knows.</summary>
    /// <param name="change">The number of the last change that everybody knows.</param>
    internal Missed WithoutShown(long change) =>
        this with { Shown = Shown.RemoveRange(Shown.Where(shown => shown.Value <= change).Select(shown => shown.Key)) };

    private Missed With(RoomState before, RoomState after, Nick nick, Nick? movedTo)
    {
        var was = before.ByNick(nick);
        var now = after.ByNick(nick);
        var missed = this with { Shown = now is null ? Shown.Remove(nick) : Shown.SetItem(nick, Number) };
        var wasShown = was is not null && Presences.IsBroadcast(before, was);
        var isShown = now is not null && Presences.IsBroadcast(after, now);
        if (was?.RealJid == now?.RealJid && wasShown == isShown)
            return missed;

        missed = missed with { Owners = missed.Owners.Add(new OwnerChange(Number, nick, Slim(was), wasShown, was is null || nick == movedTo ? null : movedTo)) };
        return missed.Owners.Length <= MaxOwners
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
        _ when !ReferenceEquals(before.Hats, after.Hats) => NicksWhere(after, jid => ShowHats.AreOther(before, after, jid)),
        _ => [],
    };

    /// <summary>Who he was, without what he said of himself, which nobody is told of one who is gone.</summary>
    private static Occupant? Slim(Occupant? occupant) => occupant is null
        ? null
        : occupant with { Sessions = [.. occupant.Sessions.Select(session => session with { Presence = session.Presence with { Payloads = [] } })] };

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
