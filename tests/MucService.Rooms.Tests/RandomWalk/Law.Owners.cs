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
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";
        if (room.AffiliationOf(Model.Bare(step.From)) < Affiliation.Owner)
            return "forbidden";

        room.Locked = false;
        room.Terms = room.Terms.With(step.Field.Name, step.Field.Values);
        if (room.Terms.MembersOnly && room.People.RemoveAll(person => room.AffiliationOf(person.Jid) == Affiliation.None) > 0)
            room.EndIfEmpty();
        return null;
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
