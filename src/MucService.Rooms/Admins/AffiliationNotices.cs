using System.Globalization;
using MucService.Xmpp;

namespace MucService.Rooms.Admins;

/// <summary>
/// Tells those who may see real JIDs that somebody who is not in the room has another affiliation.
/// XEP-0045 #grantowner, #grantadmin, #revokeadmin.
/// </summary>
internal static class AffiliationNotices
{
    public static IEnumerable<Outgoing> For(RoomState room, AssociationChanges changes, string? id)
    {
        foreach (var jid in changes.Absent)
        {
            var affiliation = changes.After.AffiliationOf(jid);
            var item = new Element("item", Namespaces.MucUser)
                .With("affiliation", MucUser.Word(affiliation))
                .With("jid", jid.ToString())
                .With("role", MucUser.Word(Role.None));
            if (changes.After.Affiliations.GetValueOrDefault(jid)?.Reason is { Length: > 0 } reason)
                item = item.With(new Element("reason", Namespaces.MucUser).WithText(reason));

            var x = new Element("x", Namespaces.MucUser).With(changes.Mav).With(item);
            if (affiliation == Affiliation.Outcast)
                x = x.With(new Element("status", Namespaces.MucUser).With("code", ((int)StatusCode.Banned).ToString(CultureInfo.InvariantCulture)));

            yield return new Outgoing.ToMany(
                Audience.Everyone.With(SessionTraits.SeesRealJids),
                new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Normal, Id = id, From = room.Address, Payloads = [x] });
        }
    }
}
