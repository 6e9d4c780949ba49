using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What the journal of a room holds. See <c>room_events.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class RoomEventSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_001, Rows)
{
    // The base, not only what is journaled: an event that has no form here is refused rather than kept in another.
    internal static ImmutableArray<Type> Bound { get; } = [typeof(RoomEvent), typeof(RoomJournalSnapshot)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        Row.Of<RoomEvent.AffiliationGranted, Proto.AffiliationGranted>("affiliation-granted", Write, Read),
        Row.Of<RoomEvent.Configured, Proto.Configured>(
            "configured",
            happened => new Proto.Configured { Config = CommonValues.Write(happened.Config) },
            kept => new RoomEvent.Configured(CommonValues.Read(kept.Config))),
        Row.Of<RoomEvent.SubjectChanged, Proto.SubjectChanged>(
            "subject-changed",
            happened => new Proto.SubjectChanged { Subject = CommonValues.Write(happened.Subject) },
            kept => new RoomEvent.SubjectChanged(CommonValues.Read(kept.Subject))),
        Row.Of<RoomEvent.RegistrationRequested, Proto.RegistrationRequested>(
            "registration-requested",
            happened => new Proto.RegistrationRequested { Request = CommonValues.Write(happened.Request) },
            kept => new RoomEvent.RegistrationRequested(CommonValues.Read(kept.Request))),
        Row.Of<RoomEvent.RegistrationDenied, Proto.RegistrationDenied>(
            "registration-denied",
            happened => new Proto.RegistrationDenied { Of = happened.Of.ToString() },
            kept => new RoomEvent.RegistrationDenied(BareJid.Parse(kept.Of))),
        Row.Of<RoomEvent.Destroyed, Proto.Destroyed>("destroyed", Write, Read),
        Row.Of<RoomEvent.HatCreated, Proto.HatCreated>(
            "hat-created",
            happened => new Proto.HatCreated { Hat = HatValues.Write(happened.Hat) },
            kept => new RoomEvent.HatCreated(HatValues.Read(kept.Hat))),
        Row.Of<RoomEvent.HatDestroyed, Proto.HatDestroyed>(
            "hat-destroyed",
            happened => new Proto.HatDestroyed { Uri = happened.Uri },
            kept => new RoomEvent.HatDestroyed(kept.Uri)),
        Row.Of<RoomEvent.HatAssigned, Proto.HatAssigned>(
            "hat-assigned",
            happened => new Proto.HatAssigned { To = happened.To.ToString(), Uri = happened.Uri },
            kept => new RoomEvent.HatAssigned(BareJid.Parse(kept.To), kept.Uri)),
        Row.Of<RoomEvent.HatUnassigned, Proto.HatUnassigned>(
            "hat-unassigned",
            happened => new Proto.HatUnassigned { From = happened.From.ToString(), Uri = happened.Uri },
            kept => new RoomEvent.HatUnassigned(BareJid.Parse(kept.From), kept.Uri)),
        Row.Of<RoomJournalSnapshot, Proto.RoomJournalSnapshot>("snapshot", Write, Read),
    ];

    private static Proto.AffiliationGranted Write(RoomEvent.AffiliationGranted happened)
    {
        var kept = new Proto.AffiliationGranted
        {
            Of = happened.Of.ToString(),
            Affiliation = (Proto.Affiliation)happened.Affiliation,
            By = happened.By.ToString(),
        };
        if (happened.Reason is not null)
            kept.Reason = happened.Reason;
        if (happened.Nick is not null)
            kept.Nick = happened.Nick.Value;
        return kept;
    }

    private static RoomEvent.AffiliationGranted Read(Proto.AffiliationGranted kept) => new(
        BareJid.Parse(kept.Of),
        (Affiliation)kept.Affiliation,
        BareJid.Parse(kept.By),
        kept.HasReason ? kept.Reason : null,
        kept.HasNick ? Nick.Parse(kept.Nick) : null);

    private static Proto.Destroyed Write(RoomEvent.Destroyed happened)
    {
        var kept = new Proto.Destroyed();
        if (happened.Alternative is not null)
            kept.Alternative = happened.Alternative.ToString();
        if (happened.Password is not null)
            kept.Password = happened.Password;
        if (happened.Reason is not null)
            kept.Reason = happened.Reason;
        return kept;
    }

    private static RoomEvent.Destroyed Read(Proto.Destroyed kept) => new(
        kept.HasAlternative ? BareJid.Parse(kept.Alternative) : null,
        kept.HasPassword ? kept.Password : null,
        kept.HasReason ? kept.Reason : null);

    private static Proto.RoomJournalSnapshot Write(RoomJournalSnapshot snapshot)
    {
        var kept = new Proto.RoomJournalSnapshot
        {
            Config = CommonValues.Write(snapshot.Config),
            Subject = CommonValues.Write(snapshot.Subject),
            Hats = HatValues.Write(snapshot.Hats),
            AffiliationVersion = snapshot.AffiliationVersion,
        };
        kept.Affiliations.AddRange(CommonValues.Write(snapshot.Affiliations));
        kept.Registrations.AddRange(snapshot.Registrations.Select(CommonValues.Write));
        return kept;
    }

    private static RoomJournalSnapshot Read(Proto.RoomJournalSnapshot kept) => new(
        CommonValues.Read(kept.Config),
        CommonValues.Read(kept.Affiliations),
        CommonValues.ReadOptional(kept.Subject),
        [.. kept.Registrations.Select(CommonValues.Read)],
        HatValues.Read(kept.Hats),
        kept.AffiliationVersion);
}
