using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>What companions of the XEP let people do in a room.</content>
internal static partial class Law
{
    // #bizrules-iq: occupants ask occupants.
    private static string? AskOccupant(Model room, Step step)
    {
        if (room.BySession(step.From) is null)
            return "not-acceptable";

        return room.ByNick(step.WantedNick) is null ? "item-not-found" : null;
    }

    // XEP-0486 #owner-publish.
    private static string? PublishCard(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";
        if (room.AffiliationOf(Model.Bare(step.From)) < Affiliation.Owner)
            return "forbidden";

        room.Picture = step.Picture;
        return null;
    }

    // XEP-0425: moderators take back what was said, once; of what is kept a tombstone is left, and the retraction is kept as well.
    private static string? TakeBack(Model room, Step step, int number, string id)
    {
        var jid = Model.Bare(step.From);
        if (!room.IsThereFor(jid))
            return "item-not-found";
        if ((room.BySession(step.From) ?? room.People.Where(person => person.Jid == jid).MaxBy(person => person.Role))?.Role != Role.Moderator)
            return "forbidden";
        if (IsTakenBack(room, id))
            return null;

        var at = room.History.FindIndex(message => message.Id == id);
        if (at >= 0)
            room.History[at] = room.History[at] with { Text = View.TakenBack };
        room.Say("", "", number, View.TakesBack);
        return null;
    }

    public static bool IsTakenBack(Model room, string id) => room.History.Exists(message => message.Id == id && message.Text == View.TakenBack);

    // XEP-0317 #create, #destroy, #add, #remove: by admins and owners.
    private static string? ManageHats(Model room, Step step)
    {
        if (!room.IsThereFor(Model.Bare(step.From)))
            return "item-not-found";
        if (room.AffiliationOf(Model.Bare(step.From)) < Affiliation.Admin)
            return "forbidden";

        var worn = (step.OtherJid, step.Hat);
        switch (step.HatDeed)
        {
            case "create":
                room.Hats[step.Hat] = step.HatTitle;
                return null;
            case "assign" when room.Hats.ContainsKey(step.Hat):
                room.Worn.Add(worn);
                return null;
            case "unassign":
                return room.Worn.Remove(worn) ? null : "item-not-found";
            case "destroy" when room.Hats.Remove(step.Hat):
                room.Worn.RemoveWhere(pair => pair.Hat == step.Hat);
                return null;
            default:
                return "item-not-found";
        }
    }

    /// <summary>XEP-0463 #errors: whether somebody in the room may read any list, as he might ask for it.</summary>
    public static bool MayReadLists(Model room, Person person) =>
        room.AffiliationOf(person.Jid) >= Affiliation.Admin || (room.Terms.NonAnonymous && room.Terms.Lists(person.Role));
}
