using System.Collections.Immutable;
using MucService.Rooms;
using MucService.Rooms.AffiliationVersions;
using MucService.Rooms.Hats;
using MucService.Rooms.Occupants;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// All that a room's journal adds up to: what owners and admins decided. It begins a journal, and replaces its older events.
/// </summary>
/// <param name="Config">The configuration.</param>
/// <param name="Affiliations">The lists.</param>
/// <param name="Subject">The subject, or null.</param>
/// <param name="Registrations">Who asked to be registered, in the order of asking.</param>
/// <param name="Hats">The hats, and who wears them.</param>
/// <param name="AffiliationVersion">How often the lists changed.</param>
public sealed record RoomJournalSnapshot(
    RoomConfig Config,
    ImmutableDictionary<BareJid, AffiliationEntry> Affiliations,
    Subject? Subject,
    ImmutableArray<RegistrationRequest> Registrations,
    HatList Hats,
    long AffiliationVersion)
{
    /// <summary>What a room's journal would hold of it now.</summary>
    public static RoomJournalSnapshot Of(RoomState room) => new(
        room.Config,
        room.Affiliations,
        room.Subject,
        [.. room.Registrations.Values.OrderBy(request => request.At)],
        room.Hats,
        room.AffiliationLog.Number);

    /// <summary>The room with what the journal holds.</summary>
    public RoomState ApplyTo(RoomState room) => room with
    {
        Config = Config,
        Affiliations = Affiliations,
        ReservedNicks = ReservedNicks.Of(Affiliations),
        Subject = Subject,
        Registrations = Registrations.ToImmutableDictionary(request => request.Jid),
        Hats = Hats,
        AffiliationLog = AffiliationLog.Empty with { Number = AffiliationVersion },
    };
}
