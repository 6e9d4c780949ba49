using System.Collections.Immutable;
using MucService.Rooms.Protection;
using MucService.Xmpp;

namespace MucService.Rooms.SlowMode;

/// <summary>
/// Refuses who speaks to all again too soon. XEP-0500 #server-side-rate-limiting: a person is counted by bare JID, whatever the session or
/// nick; only messages with a body count; admins and owners are not slowed.
/// </summary>
internal static class SlowDown
{
    // Among fewer the old ones are not looked for.
    private const int Enough = 256;

    /// <summary>Why somebody may not say this now, or null.</summary>
    public static Refusal? TooSoon(RoomState room, Occupant occupant, RoomCommand.Groupchat command)
    {
        if (!Counts(room, occupant, command.Stanza!) || !SpokeSince(room, occupant.RealJid, command.Arrival))
            return null;

        var error = new StanzaError(
            ErrorType.Wait,
            ErrorCondition.PolicyViolation,
            $"This room is in slow mode: you have to wait {SlowModeFields.Seconds(room.Config)} seconds between messages.");
        return new Refusal(error, RefusalReason.SlowMode);
    }

    /// <summary>What happens besides when somebody speaks: the room remembers when, where slow mode counts it.</summary>
    public static ImmutableArray<RoomEvent> Spoke(RoomState room, Occupant occupant, RoomCommand.Groupchat command) =>
        Counts(room, occupant, command.Stanza!) ? [new RoomEvent.Spoke(occupant.RealJid, command.Arrival.Came)] : [];

    public static RoomState Evolve(RoomState room, RoomEvent.Spoke spoke)
    {
        var lately = room.SpokeAt;
        if (lately.Count >= Enough)
            lately = lately.RemoveRange(lately.Where(entry => entry.Value <= spoke.At - room.Config.SlowMode).Select(entry => entry.Key));

        return room with { SpokeAt = lately.SetItem(spoke.By, spoke.At) };
    }

    private static bool Counts(RoomState room, Occupant occupant, Stanza message) =>
        room.Config.SlowMode > TimeSpan.Zero
        && room.AffiliationOf(occupant.RealJid) < Affiliation.Admin
        && message.Payload("body", Namespaces.Component) is not null;

    /// <summary>What the room remembers dies with its actor; the history does not. What has a stamp of the future there was said before the wall clock was set back.</summary>
    private static bool SpokeSince(RoomState room, BareJid jid, Arrival now) => room.SpokeAt.TryGetValue(jid, out var at)
        ? at > now.Came - room.Config.SlowMode
        : room.History.Entries.Any(entry =>
            entry.At > now.At - room.Config.SlowMode && entry.At <= now.At && entry.RealJid == jid && entry.Message.From?.Resource is not null);
}
