using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>What a loss would do to those of a domain.</summary>
public enum LossEffect
{
    /// <summary>They are lost already.</summary>
    None,

    /// <summary>They stay, and whose clients understand it are told.</summary>
    Annotated,

    /// <summary>They stay, and nobody is told.</summary>
    Suspended,

    /// <summary>They go at once.</summary>
    Ejected,
}

/// <summary>What a room has behind a link, and what it would do if that were lost.</summary>
/// <param name="Effect">What becomes of its occupants there.</param>
/// <param name="Occupants">Their nicks, in order of entry.</param>
/// <param name="Sessions">How many sessions they have.</param>
/// <param name="OutOfSync">How many of these missed something that their server sent back, or are suspended.</param>
/// <param name="Stanzas">How many stanzas the room would send at once.</param>
public sealed record ForeseenLoss(LossEffect Effect, ImmutableArray<Nick> Occupants, int Sessions, int OutOfSync, long Stanzas);

/// <summary>
/// A dry run: the room decides as if the link were lost now, and nothing of it is done. So what is foreseen is what would happen, whatever
/// policy, damping of the wave and clients there are.
/// </summary>
public static class ForeseeLoss
{
    /// <summary>What would happen.</summary>
    /// <param name="room">The room.</param>
    /// <param name="domain">The domain that would be lost.</param>
    /// <param name="at">When.</param>
    public static ForeseenLoss Of(RoomState room, Domain domain, DateTimeOffset at)
    {
        var counted = Count(room, domain);
        if (counted.Sessions == 0 || room.Links.GetValueOrDefault(domain)?.Standing == LinkStanding.Unreachable)
            return counted;

        var epoch = (room.Links.GetValueOrDefault(domain)?.Epoch ?? 0) + 1;
        var decision = Room.Decide(room, new RoomCommand.ChangeLink(domain, LinkStanding.Unreachable, epoch) { Arrival = new Arrival(at, "foreseen") });
        var after = room.After(decision.Events.AsSpan());
        return counted with { Effect = EffectOf(after, decision, domain), Stanzas = decision.Outgoing.Sum(outgoing => CountOf(after, outgoing)) };
    }

    /// <summary>Who is there, without what would happen.</summary>
    public static ForeseenLoss Count(RoomState room, Domain domain)
    {
        var occupants = room.InOrder().Where(occupant => occupant.RealJid.Domain == domain).ToImmutableArray();
        return new ForeseenLoss(
            LossEffect.None,
            [.. occupants.Select(occupant => occupant.Nick)],
            occupants.Sum(occupant => occupant.Sessions.Length),
            occupants.Sum(occupant => occupant.Sessions.Count(session => IsOutOfSync(room, session.RealJid))),
            Stanzas: 0);
    }

    private static bool IsOutOfSync(RoomState room, FullJid session) => room.OutOfSync.ContainsKey(session) || room.Suspensions.ContainsKey(session);

    private static LossEffect EffectOf(RoomState after, Decision decision, Domain domain)
    {
        if (decision.Events.Any(happened => happened is RoomEvent.Exited))
            return LossEffect.Ejected;

        return Annotations.Annotates(after, domain) ? LossEffect.Annotated : LossEffect.Suspended;
    }

    private static long CountOf(RoomState after, Outgoing outgoing) => outgoing switch
    {
        Outgoing.ToOne => 1,
        Outgoing.ToMany(var audience, _) => after.Occupants.Values.Sum(occupant => occupant.Sessions.Count(session =>
            audience.Includes(session.RealJid, after.TraitsOf(occupant, session)))),
        Outgoing.OccupantList => after.Occupants.Count - 1,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
