using System.Globalization;
using MucService.Admin.Client;
using Spectre.Console;
using Spectre.Console.Rendering;
using static MucService.Admin.Output.Tables;

namespace MucService.Admin.Output;

/// <summary>How each answer about links looks for people.</summary>
internal static class LinkTables
{
    public static IRenderable All(IReadOnlyList<LinkView> links) => List(
        ["SERVICE", "REMOTE", "STATE", "TOLD", "HOLD", "SINCE", "ROUND TRIP", "LOSS NOTICED", "ROOMS"],
        links,
        link => [link.Service, link.Remote, link.State, link.Told, link.Hold ?? "", Time(link.Since), RoundTrip(link), NoticedWithin(link), Number(link.Rooms)]);

    public static IRenderable Removals(IReadOnlyList<RemovalView> removals) => List(
        ["AT", "ROOM", "REAL JID", "WHY"],
        removals,
        removal => [Time(removal.At), removal.Room, removal.RealJid, removal.Why]);

    public static IRenderable One(LinkView link) => new Rows(
        Pairs(
            ("service", link.Service),
            ("remote", link.Remote),
            ("state", link.State),
            ("rooms were told", link.Told),
            ("held", link.Hold ?? "no"),
            ("since", Time(link.Since)),
            ("mute", YesNo(link.Mute)),
            ("refused by policy", YesNo(link.RefusedByPolicy)),
            ("round trip", RoundTrip(link)),
            ("loss noticed", NoticedWithin(link)),
            ("rooms", Number(link.Rooms)),
            ("sessions out of sync", OutOfSync(link)),
            ("penalty", Number((long)link.Penalty)),
            ("damped until", link.DampedUntil is { } until ? Time(until) : "not damped"),
            ("grace ends", link.GraceEnds is { } ends ? Time(ends) : "does not run"),
            ("notices kept", Number(link.Notices)),
            ("epoch", Number(link.Epoch))),
        new Text(""),
        List(["AT", "EVIDENCE"], link.Evidence, entry => [Time(entry.At), entry.What]));

    public static IRenderable Loss(LossView loss)
    {
        var parts = new List<IRenderable>
        {
            Pairs(
                ("service", loss.Service),
                ("remote", loss.Remote),
                ("rooms", Number(loss.Rooms)),
                ("occupants", Number(loss.Occupants)),
                ("sessions", Number(loss.Sessions)),
                ("stanzas", Number(loss.Stanzas))),
            new Text(""),
            List(
                ["ROOM", "THEY ARE", "STANZAS", "SESSIONS", "OCCUPANTS"],
                loss.Listed,
                room => [room.Room, EffectOf(room), Number(room.Stanzas), Number(room.Sessions), string.Join(", ", room.Occupants)]),
        };
        if (loss.Listed.Count < loss.Rooms)
            parts.Add(new Text($"and {Number(loss.Rooms - loss.Listed.Count)} rooms more"));
        if (loss.SilentRooms > 0)
            parts.Add(new Text($"{Number(loss.SilentRooms)} rooms more did not answer in time"));
        return new Rows(parts);
    }

    private static string EffectOf(RoomLossView room) => room.Effect == "none" ? "lost already" : room.Effect;

    private static string RoundTrip(LinkView link) =>
        link.RoundTripMilliseconds is { } time ? time.ToString("0.#", CultureInfo.InvariantCulture) + " ms" : "";

    private static string OutOfSync(LinkView link) => link is { Sessions: { } sessions, OutOfSync: { } outOfSync } ? $"{Number(outOfSync)} of {Number(sessions)}" : "unknown";

    private static string NoticedWithin(LinkView link) => link.NoticedWithinSeconds is { } seconds ? $"within {Number((long)Math.Ceiling(seconds))} s" : "by a bounce only";
}
