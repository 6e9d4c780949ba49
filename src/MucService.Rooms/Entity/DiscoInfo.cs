using System.Collections.Immutable;
using System.Globalization;
using MucService.Rooms.Activity;
using MucService.Rooms.AdHoc;
using MucService.Rooms.AffiliationVersions;
using MucService.Rooms.Hats;
using MucService.Rooms.Occupants;
using MucService.Rooms.Reachability;
using MucService.Rooms.SlowMode;
using MucService.Rooms.VCards;
using MucService.Xmpp;

namespace MucService.Rooms.Entity;

/// <summary>What is this room? XEP-0045 #disco-roominfo.</summary>
internal static class DiscoInfo
{
    private const string Traffic = Namespaces.Muc + "#traffic";

    public static Decision Decide(RoomState room, RoomCommand.QueryInfo command)
    {
        if (!room.IsThereFor(command.From.Bare))
            return Decision.Refuse(room, command, ErrorCondition.ItemNotFound);
        if (command.Node == Traffic)
            return Decision.Refuse(room, command, ErrorCondition.ServiceUnavailable);
        if (command.Node == ReservedNick.Node)
            return ReservedNick.Decide(room, command);
        if (AdHocDisco.Knows(command.Node))
            return AdHocDisco.Info(room, command);
        if (command.Node is { Length: > 0 })
            return Decision.Refuse(room, command, ErrorCondition.FeatureNotImplemented);

        var name = room.Config.Name.Length > 0 ? room.Config.Name : room.Address.Local;
        var query = Disco.Info(node: null, [new DiscoIdentity("conference", "text", name)], Features(room), Form(room, command.Arrival.At));
        return Decision.Answer(command.Stanza!.Answer(StanzaType.Result).With(query).InEnglish());
    }

    private static IEnumerable<string> Features(RoomState room)
    {
        var config = room.Config;
        yield return Namespaces.Muc;
        yield return Namespaces.StableIds;
        yield return Namespaces.SelfPing;
        yield return Namespaces.MucRequest;
        if (config.Registration != RegistrationPolicy.Closed)
            yield return Namespaces.MucRegister;

        yield return Namespaces.MucRoomConfig;
        yield return Namespaces.MucRoomInfo;
        yield return Namespaces.DiscoInfo;
        yield return Namespaces.DiscoItems;
        yield return Namespaces.Ping;
        yield return Namespaces.StanzaIds;
        yield return Namespaces.OccupantIds;
        if (ShowVersion.Of(room) is not null)
            yield return Namespaces.AffiliationVersions;
        yield return Namespaces.Commands;
        yield return Namespaces.Hats;
        yield return Namespaces.VCard;
        yield return Namespaces.Moderation;
        yield return Namespaces.Retraction + "#tombstone";
        if (LinkTerms.Of(room).FollowXep)
            yield return Namespaces.PresenceAnnotations;

        yield return config.Password.Length > 0 ? "muc_passwordprotected" : "muc_unsecured";
        yield return config.Public ? "muc_public" : "muc_hidden";
        yield return config.Persistent ? "muc_persistent" : "muc_temporary";
        yield return config.MembersOnly ? "muc_membersonly" : "muc_open";
        yield return config.Moderated ? "muc_moderated" : "muc_unmoderated";
        yield return config.Whois == Whois.Anyone ? "muc_nonanonymous" : "muc_semianonymous";
    }

    /// <summary>What the room tells anyone about itself; its subject only where anyone may enter and read it. XEP-0045 #security-leaks.</summary>
    private static DataForm Form(RoomState room, DateTimeOffset now)
    {
        var config = room.Config;
        var isOpen = config is { Public: true, MembersOnly: false, Password: "" };
        return new DataForm(DataFormType.Result, Namespaces.MucRoomInfo)
            .With(config.Description.Length > 0 ? Field("muc#roominfo_description", "Description", config.Description) : null)
            .With(config.Contacts.IsEmpty ? null : Field("muc#roominfo_contactjid", "Contact Addresses", [.. config.Contacts.Select(jid => jid.ToString())]))
            .With(isOpen ? Field("muc#roominfo_subject", "Current Discussion Topic", room.Subject?.Text ?? "") : null)
            .With(Field("muc#roomconfig_changesubject", "Subject can be modified", config.AnyoneChangesSubject ? "true" : "false"))
            .With(Field("muc#roominfo_subjectmod", "Subject can be modified by participants", config.AnyoneChangesSubject ? "true" : "false"))
            .With(isOpen ? Field("muc#roominfo_occupants", "Number of occupants", room.Occupants.Count.ToString(CultureInfo.InvariantCulture)) : null)
            .With(config.LdapGroup.Length > 0 ? Field("muc#roominfo_ldapgroup", "Associated LDAP Group", config.LdapGroup) : null)
            .With(config.Language.Length > 0 ? Field("muc#roominfo_lang", "Language of discussion", config.Language) : null)
            .With(LogsUrl(room) is { } url ? Field("muc#roominfo_logs", "URL for discussion logs", url) : null)
            .With(Field(
                "muc#maxhistoryfetch",
                "Maximum Number of History Messages Returned by Room",
                Math.Min(config.MaxHistory ?? int.MaxValue, room.Settings.HistorySize).ToString(CultureInfo.InvariantCulture)))
            .With(config.PubSubNode.Length > 0 ? Field("muc#roomconfig_pubsub", "Associated pubsub node", config.PubSubNode) : null)
            .With(SlowModeFields.Info(config))
            .With(MessageActivity.Info(room, now))
            .With(ShowHats.Info(room))
            .With(ShowAvatar.Info(room));
    }

    /// <summary>Where the logs of a publicly logged room are read, if the operator said where.</summary>
    private static string? LogsUrl(RoomState room) => room.Config.Logged && room.Settings.LogsUrl.Length > 0
        ? room.Settings.LogsUrl.Replace("{room}", Uri.EscapeDataString(room.Address.Local), StringComparison.Ordinal)
        : null;

    private static FormField Field(string name, string label, params ImmutableArray<string> values) =>
        new() { Name = name, Label = label, Values = values };
}
