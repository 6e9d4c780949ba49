using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>What admins and owners decide.</content>
internal static partial class Law
{
    // #affil-change; all items or none; who bans above his rights is told not-allowed (#ban), and a room keeps an owner.
    private static string? ChangeAffiliations(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";

        var jid = Model.Bare(step.From);
        var by = room.AffiliationOf(jid);
        foreach (var (of, word) in step.Changes)
        {
            var (before, after) = (room.AffiliationOf(of), Enum.Parse<Affiliation>(word, ignoreCase: true));
            if (by < Affiliation.Admin)
                return "forbidden";
            if (after == Affiliation.Outcast && of == jid)
                return "conflict";
            if (by < Affiliation.Owner && (before >= Affiliation.Admin || after >= Affiliation.Admin))
                return after == Affiliation.Outcast ? "not-allowed" : "forbidden";
        }

        var changed = step.Changes.ToDictionary(change => change.Jid, change => change.Affiliation, StringComparer.Ordinal);
        var owners = room.Affiliations.Where(entry => entry.Value == Affiliation.Owner).Select(entry => entry.Key);
        if (!owners.Any(owner => changed.GetValueOrDefault(owner, "owner") == "owner") && !changed.ContainsValue("owner"))
            return "conflict";

        var present = room.People.Count;
        foreach (var (of, word) in step.Changes)
            room.Grant(of, Enum.Parse<Affiliation>(word, ignoreCase: true));
        if (room.People.Count < present)
            room.EndIfEmpty();
        return null;
    }

    // #roomconfig.
    private static string? Configure(Model room, Step step)
    {
        if (MayConfigure(room, step) is { } refusal)
            return refusal;

        room.Locked = false;
        room.Terms = room.Terms.With(step.Field.Name, step.Field.Values);
        RemoveNonMembers(room);
        return null;
    }

    private static string? MayConfigure(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";

        return room.AffiliationOf(Model.Bare(step.From)) < Affiliation.Owner ? "forbidden" : null;
    }

    // #roomconfig: who is named in a list is an admin, or an owner, and who was one and is named no more is the next lower; all or nothing.
    private static string? NameLists(Model room, Step step)
    {
        if (MayConfigure(room, step) is { } refusal)
            return refusal;

        var (admins, owners) = step.Named;
        var after = new Dictionary<string, Affiliation>(room.Affiliations, StringComparer.Ordinal);
        foreach (var jid in owners is null ? [] : room.Affiliations.Keys.Where(jid => room.AffiliationOf(jid) == Affiliation.Owner))
            after[jid] = Affiliation.Admin;
        foreach (var jid in admins is null ? [] : room.Affiliations.Keys.Where(jid => room.AffiliationOf(jid) == Affiliation.Admin))
            after[jid] = Affiliation.Member;
        foreach (var jid in (admins ?? []).Where(jid => after.GetValueOrDefault(jid) != Affiliation.Owner))
            after[jid] = Affiliation.Admin;
        foreach (var jid in owners ?? [])
            after[jid] = Affiliation.Owner;
        if (!after.ContainsValue(Affiliation.Owner))
            return "conflict";

        room.Locked = false;
        if (step.AlsoCloses)
            room.Terms = room.Terms with { MembersOnly = true };
        foreach (var (jid, affiliation) in after)
            room.Grant(jid, affiliation);
        RemoveNonMembers(room);
        return null;
    }

    private static void RemoveNonMembers(Model room)
    {
        var gone = room.Terms.MembersOnly ? room.People.Where(person => room.AffiliationOf(person.Jid) == Affiliation.None).ToList() : [];
        foreach (var person in gone)
        {
            room.People.Remove(person);
            room.Voices.Remove(person.Jid);
        }

        if (gone.Count > 0)
            room.EndIfEmpty();
    }

    // #destroyroom.
    private static string? Destroy(Model room, Step step, int number)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";
        if (room.AffiliationOf(Model.Bare(step.From)) < Affiliation.Owner)
            return "forbidden";

        var heirs = room.Affiliations.Where(entry => entry.Value == Affiliation.Owner).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var leavesTombstone = !room.Locked;
        room.End();
        if (leavesTombstone)
            room.Tombstone = (number + Model.StepsOfTombstone, heirs);
        return null;
    }
}
