using System.Collections.Immutable;
using MucService.Rooms.Admins;
using MucService.Xmpp;

namespace MucService.Rooms.Owners;

/// <summary>
/// The full lists of admins and owners as fields of the configuration form. Who is named is one, and who was one and is not named is
/// the next lower, as the XEP's examples have it: an owner becomes an admin, an admin a member. XEP-0045 #roomconfig, #registrar-formtype-owner.
/// </summary>
internal static class ListFields
{
    private static readonly ListField Admins = new("muc#roomconfig_roomadmins", "Full List of Room Admins", Affiliation.Admin, RoomField.RoomAdmins);
    private static readonly ListField Owners = new("muc#roomconfig_roomowners", "Full List of Room Owners", Affiliation.Owner, RoomField.RoomOwners);

    /// <summary>The fields as a form shows them, without those that the operator locked.</summary>
    public static IEnumerable<FormField> Show(RoomState room) =>
        from list in (ListField[])[Admins, Owners]
        where !room.Settings.LockedFields.Contains(list.Locked)
        select FormField.JidMulti(list.Name, list.Label, Of(room, list.Affiliation).OrderBy(jid => jid.ToString(), StringComparer.Ordinal));

    /// <summary>Makes the lists what a submitted form names.</summary>
    /// <param name="form">What was submitted; a list that it leaves out stays as it is.</param>
    /// <param name="by">Whose decision it is.</param>
    /// <param name="changes">Where what changes is gathered.</param>
    /// <returns>Why it may not be, or null.</returns>
    public static StanzaError? Apply(DataForm form, BareJid by, AssociationChanges changes)
    {
        if (!TryRead(form, Admins, changes.After, out var admins, out var refusal) || !TryRead(form, Owners, changes.After, out var owners, out refusal))
            return refusal;

        // Who is named in both is an owner.
        foreach (var jid in owners ?? [])
            Grant(changes, by, jid, Affiliation.Owner);
        foreach (var jid in (admins ?? []).Where(jid => owners is { } listed ? !listed.Contains(jid) : changes.After.AffiliationOf(jid) != Affiliation.Owner))
            Grant(changes, by, jid, Affiliation.Admin);
        foreach (var jid in owners is { } kept ? Of(changes.After, Affiliation.Owner).Where(jid => !kept.Contains(jid)).ToArray() : [])
            Grant(changes, by, jid, Affiliation.Admin);
        foreach (var jid in admins is { } named ? Of(changes.Before, Affiliation.Admin).Where(jid => !named.Contains(jid)).ToArray() : [])
            Lower(changes, by, jid);

        return null;
    }

    /// <summary>Why a decision may not change the lists as it does, or null: the operator locked them, or there must be an owner.</summary>
    /// <param name="before">The room before it.</param>
    /// <param name="after">The room after it.</param>
    /// <param name="locked">What a change of a locked list is refused with.</param>
    public static StanzaError? RefuseResult(RoomState before, RoomState after, ErrorCondition locked)
    {
        foreach (var list in (ListField[])[Admins, Owners])
        {
            if (before.Settings.LockedFields.Contains(list.Locked) && !Of(before, list.Affiliation).ToHashSet().SetEquals(Of(after, list.Affiliation)))
                return StanzaError.Of(locked, $"{list.Name} {ConfigField.DecidedByService}");
        }

        return ModifyOwners.RefuseResult(before, after);
    }

    /// <summary>Reads addresses of people, as they stand in a field: bare or full, none twice. Empty lines are not there.</summary>
    public static bool TryRead(ImmutableArray<string> values, out ImmutableArray<BareJid> jids, out string wrong)
    {
        var read = ImmutableArray.CreateBuilder<BareJid>();
        (jids, wrong) = ([], "");
        foreach (var written in values.Select(value => value.Trim()).Where(value => value.Length > 0))
        {
            if (!Jid.TryParse(written, out var jid) || jid.Bare.IsDomain)
            {
                wrong = $"holds '{written}', which is not the address of a person";
                return false;
            }

            if (!read.Contains(jid.Bare))
                read.Add(jid.Bare);
        }

        jids = read.ToImmutable();
        return true;
    }

    private static bool TryRead(DataForm form, ListField list, RoomState room, out ImmutableArray<BareJid>? jids, out StanzaError? refusal)
    {
        (jids, refusal) = (null, null);
        if (form[list.Name] is not { Values: var values })
            return true;

        if (values.Length > room.Settings.MaxAffiliations)
            refusal = StanzaError.Of(ErrorCondition.NotAcceptable, $"{list.Name} may hold at most {room.Settings.MaxAffiliations} addresses");
        else if (!TryRead(values, out var read, out var wrong))
            refusal = StanzaError.Of(ErrorCondition.NotAcceptable, $"{list.Name} {wrong}");
        else if (list == Admins && read.FirstOrDefault(room.Settings.Admins.Contains) is { } operators)
            refusal = StanzaError.Of(ErrorCondition.NotAcceptable, $"{list.Name} holds '{operators}', who is an owner of every room");
        else
            jids = read;

        return refusal is null;
    }

    private static void Grant(AssociationChanges changes, BareJid by, BareJid jid, Affiliation affiliation)
    {
        var entry = changes.After.Affiliations.GetValueOrDefault(jid);
        if (entry?.Affiliation != affiliation)
            changes.Grant(new RoomEvent.AffiliationGranted(jid, affiliation, by, Reason: null, entry?.Nick));
    }

    private static void Lower(AssociationChanges changes, BareJid by, BareJid jid)
    {
        if (changes.After.Affiliations.GetValueOrDefault(jid)?.Affiliation == Affiliation.Admin)
            Grant(changes, by, jid, Affiliation.Member);
    }

    private static IEnumerable<BareJid> Of(RoomState room, Affiliation affiliation) =>
        room.Affiliations.Where(entry => entry.Value.Affiliation == affiliation).Select(entry => entry.Key);

    private sealed record ListField(string Name, string Label, Affiliation Affiliation, RoomField Locked);
}
