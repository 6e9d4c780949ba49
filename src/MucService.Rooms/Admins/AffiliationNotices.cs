using MucService.Rooms.AffiliationVersions;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>
/// Tells those who may see real JIDs that somebody who is not in the room has another affiliation: in a message for each, or, where one
/// request changes many, in few messages with many items each. XEP-0045 #grantowner, #grantadmin, #revokeadmin; XEP-0463 #changes.
/// </summary>
internal static class AffiliationNotices
{
    /// <summary>How many people are told of one by one.</summary>
    private const int OneByOne = 20;

    public static IEnumerable<Outgoing> For(RoomState room, AssociationChanges changes, string? id)
    {
        foreach (var jids in Together(changes))
        {
            var x = new Element("x", Namespaces.MucUser)
                .With(changes.Mav)
                .With(IsOutcast(changes, jids[0]) ? MucUser.Status(StatusCode.Banned) : null)
                .With(jids.Select(jid => Item(changes.After, jid)));

            yield return new Outgoing.ToMany(
                Audience.Everyone.With(SessionTraits.SeesRealJids),
                new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Normal, Id = id, From = room.Address, Payloads = [x] });
        }
    }

    /// <summary>Whom each message is about. What its code says goes for all of them.</summary>
    private static IEnumerable<BareJid[]> Together(AssociationChanges changes) => changes.Absent.Count <= OneByOne
        ? changes.Absent.Select(jid => new[] { jid })
        : changes.Absent.GroupBy(jid => IsOutcast(changes, jid)).SelectMany(alike => alike.Chunk(SendAffiliations.ItemsPerMessage));

    private static bool IsOutcast(AssociationChanges changes, BareJid jid) => changes.After.AffiliationOf(jid) == Affiliation.Outcast;

    // Without a role, which would say that he is not here: of who is here unseen that would be wrong.
    private static Element Item(RoomState after, BareJid jid)
    {
        var item = new Element("item", Namespaces.MucUser)
            .With("affiliation", MucUser.Word(after.AffiliationOf(jid)))
            .With("jid", jid.ToString());
        return after.Affiliations.GetValueOrDefault(jid)?.Reason is { Length: > 0 } reason
            ? item.With(new Element("reason", Namespaces.MucUser).WithText(reason))
            : item;
    }
}
