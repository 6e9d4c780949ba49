using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>Who had which nick before, to protobuf and back; without what he said of himself. See <c>watermarks.proto</c>.</summary>
internal static class FormerOwners
{
    public static Proto.OwnerChange Write(OwnerChange change)
    {
        var kept = new Proto.OwnerChange { Number = change.Number, Nick = change.Nick.Value, WasShown = change.WasShown };
        if (change.Before is { } before)
            kept.Before = Write(before);
        if (change.MovedTo is { } movedTo)
            kept.MovedTo = movedTo.Value;
        return kept;
    }

    public static OwnerChange Read(Proto.OwnerChange kept) => new(
        kept.Number,
        Nick.Parse(kept.Nick),
        kept.Before is { } before ? Read(before) : null,
        kept.WasShown,
        kept.HasMovedTo ? Nick.Parse(kept.MovedTo) : null);

    private static Proto.FormerOccupant Write(Occupant occupant)
    {
        var kept = new Proto.FormerOccupant { Nick = occupant.Nick.Value, RealJid = occupant.RealJid.ToString(), Role = (Proto.Role)occupant.Role };
        kept.Sessions.AddRange(occupant.Sessions.Select(session => new Proto.FormerSession
        {
            RealJid = session.RealJid.ToString(),
            Order = session.Order,
            EnteredAt = CommonValues.Ticks(session.EnteredAt),
            PresenceAt = CommonValues.Ticks(session.Presence.At),
        }));
        return kept;
    }

    private static Occupant Read(Proto.FormerOccupant kept) => new(
        Nick.Parse(kept.Nick),
        BareJid.Parse(kept.RealJid),
        (Role)kept.Role,
        [.. kept.Sessions.Select(session => new Session(
            FullJid.Parse(session.RealJid),
            session.Order,
            CommonValues.Moment(session.EnteredAt),
            new SessionPresence([], null, CommonValues.Moment(session.PresenceAt)),
            ClientFeatures.None))]);
}
