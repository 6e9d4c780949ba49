using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>How hats are seen: in the presence of who wears them, and as a hash in the room's information. XEP-0317 #presence, #disco.</summary>
internal static class ShowHats
{
    /// <summary>These children of an occupant's presence, with his hats where he wears any.</summary>
    public static ImmutableArray<Payload> In(RoomState room, BareJid realJid, ImmutableArray<Payload> payloads)
    {
        var worn = room.Hats.WornBy(realJid);
        return worn.IsEmpty ? payloads : payloads.Add(new Element("hats", Namespaces.Hats).With(worn.Select(Of)));
    }

    /// <summary>The field of the room's information by which clients know whether their list is out of date; null where there are no hats.</summary>
    public static FormField? Info(RoomState room)
    {
        if (room.Hats.Defined.IsEmpty)
            return null;

        var list = string.Concat(room.Hats.Defined.Select(hat => $"{hat.Uri}\0{hat.Title}\0{hat.Hue}\0"));
        return FormField.TextSingle("hats#hash", "Hats hash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))));
    }

    /// <summary>
    /// What comes of a change: whoever asked is told, then everybody that the list changed where it did, and the presence of those who
    /// wear something else than before. XEP-0317 #create, #destroy, #add, #remove.
    /// </summary>
    public static Decision Change(RoomState room, RoomCommand.RunAdHoc command, Outgoing completed, RoomEvent happened)
    {
        var after = room.After(happened);
        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        var decision = Decision.Happened(happened).Telling(completed);
        if (!room.Hats.Defined.SequenceEqual(after.Hats.Defined))
            decision = decision.Telling(new Outgoing.ToMany(Audience.Everyone, Owners.ConfigureRoom.Notification(room, [StatusCode.ConfigurationChanged], note.Id)));

        return decision.Telling(after.InOrder()
            .Where(occupant => AreOther(room, after, occupant.RealJid))
            .SelectMany(occupant => Presences.Available(after, occupant, note)));
    }

    /// <summary>True if somebody wears something else than before.</summary>
    public static bool AreOther(RoomState before, RoomState after, BareJid jid) => !before.Hats.WornBy(jid).SequenceEqual(after.Hats.WornBy(jid));

    private static Element Of(Hat hat) => new Element("hat", Namespaces.Hats)
        .With("title", hat.Title)
        .With("uri", hat.Uri)
        .With("hue", hat.Hue)
        .With("xml:lang", hat.Lang);
}
