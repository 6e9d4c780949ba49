namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>What somebody can do.</summary>
internal enum Deed
{
    Enter,
    ChangePresence,
    Leave,
    Say,
    SayPrivately,
    ChangeSubject,
    ChangeRole,
    ChangeAffiliations,
    Configure,
    NameLists,
    ReadForm,
    Invite,
    Register,
    Unregister,
    Bounce,
    Decline,
    AnswerRegistration,
    RequestVoice,
    ApproveVoice,
    ReadList,
    AskWhat,
    AskWho,
    Probe,
    AskOccupant,
    PublishCard,
    ReadCard,
    TakeBack,
    ManageHats,
    Destroy,
}

/// <summary>One step of a walk: who does what. Means the same in whatever state, so that a walk can be made shorter.</summary>
/// <param name="Deed">What.</param>
/// <param name="Who">Which session does it.</param>
/// <param name="Nick">Under which nick, or to which.</param>
/// <param name="Other">To whom.</param>
/// <param name="Choice">The rest.</param>
internal sealed record Step(Deed Deed, int Who, int Nick, int Other, int Choice)
{
    public static readonly string[] Sessions =
        ["olga@home.example/desk", "ada@home.example/desk", "ada@home.example/phone", "bo@away.example/desk", "cy@away.example/desk", "dee@far.example/desk"];

    public static readonly string[] Nicks = ["olga", "ada", "Ada", "bo", "cy", "dee", "fay"];
    public static readonly string[] Shows = ["", "away", "dnd"];
    public static readonly string[] Roles = ["none", "visitor", "participant", "moderator"];
    public static readonly string[] Affiliations = ["outcast", "none", "member", "admin", "owner"];

    /// <summary>After how many steps somebody may speak again in slow mode: 45 s are more than one step, and less than two.</summary>
    public const int StepsOfSlowMode = 2;

    public static readonly (string Name, string[] Values)[] Fields =
    [
        .. Config("membersonly", "1", "0"), .. Config("moderatedroom", "1", "0"), .. Config("whois", "anyone", "moderators"), .. Config("changesubject", "1", "0"),
        .. Config("persistentroom", "1", "0"), .. Config("allowpm", "moderators", "participants", "none", "anyone"), .. Config("allowinvites", "1", "0"),
        .. Config("enablelogging", "1", "0"), .. Config("roomsecret", "sesame", ""), .. Config("maxusers", "3", "none"), .. Config("slow_mode_duration", "45", "0"),
        .. Config("roomname", "Tea", "Cake"), .. Config("publicroom", "1", "0"), .. Config("lang", "de", "en"), .. Config("roomdesc", "Hot", "Cold"),
        ("muc#maxhistoryfetch", ["2"]), ("muc#maxhistoryfetch", ["0"]), ("muc#maxhistoryfetch", [""]),
        .. Config("presencebroadcast", "moderator", "moderator participant", "moderator participant visitor"), .. Config("getmemberlist", "moderator", "moderator participant visitor"),
        .. Config("pubsub", "xmpp:pubsub.far.example?;node=tea", ""), ("muc#roominfo_ldapgroup", ["cn=tea,dc=home"]), ("muc#roominfo_ldapgroup", [""]),
        ("muc#roominfo_contactjid", ["olga@home.example"]), ("muc#roominfo_contactjid", ["bo@away.example", "ada@home.example"]), ("muc#roominfo_contactjid", []),
        ("{urn:x-mucservice:rooms:0}registered-nicks", ["1"]), ("{urn:x-mucservice:rooms:0}registered-nicks", ["0"]),
        ("{urn:x-mucservice:rooms:0}registration", ["approval"]), ("{urn:x-mucservice:rooms:0}registration", ["closed"]), ("{urn:x-mucservice:rooms:0}registration", ["open"]),
    ];

    public static readonly string[] HatDeeds = ["create", "assign", "assign", "unassign", "destroy"];

    private static readonly string[] Lists = [.. Roles.Select(role => $"role='{role}'"), .. Affiliations.Select(affiliation => $"affiliation='{affiliation}'")];

    // Rooms are filled more often than they are emptied.
    private static readonly (Deed Deed, int Weight)[] Weights =
    [
        (Deed.Enter, 24), (Deed.ChangePresence, 10), (Deed.Leave, 7), (Deed.Say, 6), (Deed.SayPrivately, 4), (Deed.ChangeSubject, 3), (Deed.ChangeRole, 12),
        (Deed.ChangeAffiliations, 14), (Deed.Configure, 18), (Deed.NameLists, 6), (Deed.ReadForm, 3), (Deed.Invite, 4), (Deed.Register, 4), (Deed.Unregister, 2), (Deed.Bounce, 2), (Deed.Destroy, 1),
        (Deed.Decline, 3), (Deed.AnswerRegistration, 3), (Deed.RequestVoice, 3), (Deed.ApproveVoice, 3), (Deed.ReadList, 4), (Deed.AskWhat, 4), (Deed.AskWho, 2), (Deed.Probe, 3),
        (Deed.AskOccupant, 4), (Deed.PublishCard, 3), (Deed.ReadCard, 2), (Deed.TakeBack, 4), (Deed.ManageHats, 8),
    ];

    public string From => Sessions[Who];

    public string WantedNick => Nicks[Nick];

    public string Show => Shows[Choice % Shows.Length];

    public string Role => Roles[Choice % Roles.Length];

    public (string Name, string[] Values) Field => Fields[Choice % Fields.Length];

    public string List => Lists[Choice % Lists.Length];

    /// <summary>Most know the password.</summary>
    public string Password => Choice % 4 == 0 ? "" : "sesame";

    public bool Allows => Choice % 3 > 0;

    /// <summary>Whether somebody who enters wants to know the lists. XEP-0463.</summary>
    public bool WantsLists => Choice % 2 == 0;

    /// <summary>The picture of a vCard; empty for a vCard without anything.</summary>
    public string Picture => Choice % 3 == 0 ? "" : Choice % 3 == 1 ? "tea" : "cake";

    public string HatDeed => HatDeeds[Choice % HatDeeds.Length];

    public string Hat => $"urn:example:hat:{Nick % 2}";

    public string HatTitle => Choice % 7 < 4 ? "Cook" : "Baker";

    /// <summary>To whom somebody declines: a person, or whom he was shown.</summary>
    public string Inviter => Choice % 2 == 0 ? Sessions[Other] : $"tea@muc.example/{WantedNick}";

    /// <summary>One change of affiliation, or two at once.</summary>
    public (string Jid, string Affiliation)[] Changes
    {
        get
        {
            var first = (Bare(Other), Affiliations[Choice % 5]);
            var second = (Bare(Nick % Sessions.Length), Affiliations[Choice / 5 % 5]);
            return Choice % 3 == 0 && second.Item1 != first.Item1 ? [first, second] : [first];
        }
    }

    public string OtherJid => Bare(Other);

    /// <summary>The full lists that a form names, of admins and of owners; null for one that it leaves out. #roomconfig.</summary>
    public (string[]? Admins, string[]? Owners) Named => (Nick % 3 == 1 ? null : People(Choice), Nick % 3 == 0 ? null : People(Choice / 32));

    /// <summary>Whether the same form makes the room members-only.</summary>
    public bool AlsoCloses => Other % 3 == 0;

    /// <summary>How every other walk begins: in a moderated room that stays, with everybody in it, which chance alone seldom makes.</summary>
    public static IEnumerable<Step> InAModeratedRoom =>
    [
        new(Deed.Enter, 0, 0, 0, 1), Setting("muc#roomconfig_persistentroom"), Setting("muc#roomconfig_moderatedroom"),
        .. Enumerable.Range(1, Sessions.Length - 1).Select(who => new Step(Deed.Enter, who, who, 0, 1)),
    ];

    public static Step Random(Random random)
    {
        var at = random.Next(Weights.Sum(row => row.Weight));
        var deed = Weights.First(row => (at -= row.Weight) < 0).Deed;
        return new Step(deed, random.Next(Sessions.Length), random.Next(Nicks.Length), random.Next(Sessions.Length), random.Next(1260));
    }

    /// <summary>What the room receives.</summary>
    /// <param name="id">The id of the stanza.</param>
    /// <param name="bounced">The id of what was said to all last.</param>
    /// <param name="known">Which version of the lists the session knows, or null.</param>
    public string ToXml(string id, string bounced, string? known = null)
    {
        const string room = "tea@muc.example";
        const string muc = "http://jabber.org/protocol/muc";
        return Deed switch
        {
            Deed.Enter => $"<presence id='{id}' from='{From}' to='{room}/{WantedNick}'><x xmlns='{muc}'><password>{Password}</password>{MavXml(known)}</x>{ShowXml}</presence>",
            Deed.ChangePresence => $"<presence id='{id}' from='{From}' to='{room}/{WantedNick}'>{ShowXml}</presence>",
            Deed.Leave => $"<presence id='{id}' from='{From}' to='{room}/{WantedNick}' type='unavailable'/>",
            Deed.Say => $"<message id='{id}' from='{From}' to='{room}' type='groupchat'><body>{id}</body></message>",
            Deed.SayPrivately => $"<message id='{id}' from='{From}' to='{room}/{WantedNick}' type='chat'><body>{id}</body></message>",
            Deed.ChangeSubject => $"<message id='{id}' from='{From}' to='{room}' type='groupchat'><subject>{id}</subject></message>",
            Deed.ChangeRole => Admin($"<item nick='{WantedNick}' role='{Role}'/>"),
            Deed.ChangeAffiliations => Admin(string.Concat(Changes.Select(change => $"<item jid='{change.Jid}' affiliation='{change.Affiliation}'/>"))),
            Deed.Configure => Config(Field),
            Deed.NameLists => Config(NamingFields),
            Deed.ReadForm => Iq($"<query xmlns='{muc}#owner'/>", "get"),
            Deed.Invite => $"<message id='{id}' from='{From}' to='{room}'><x xmlns='{muc}#user'><invite to='{OtherJid}'/></x></message>",
            Deed.Register => Iq("<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + $"<value>{muc}#register</value></field><field var='muc#register_roomnick'><value>{WantedNick}</value></field></x></query>"),
            Deed.Unregister => Iq("<query xmlns='jabber:iq:register'><remove/></query>"),
            Deed.Bounce => $"<message id='{bounced}' from='{From}' to='{room}/{WantedNick}' type='error'>"
                + "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
            Deed.Decline => $"<message id='{id}' from='{From}' to='{room}'><x xmlns='{muc}#user'><decline to='{Inviter}'/></x></message>",
            Deed.AnswerRegistration => Form($"{muc}#register", ("muc#register_roomnick", WantedNick), ("muc#register_allow", Allows ? "1" : "0")),
            Deed.RequestVoice => Form($"{muc}#request", ("muc#role", "participant")),
            Deed.ApproveVoice => Form($"{muc}#request", ("muc#role", "participant"), ("muc#roomnick", WantedNick), ("muc#request_allow", "true")),
            Deed.AskWhat => Iq("<query xmlns='http://jabber.org/protocol/disco#info'/>", "get"),
            Deed.AskWho => Iq("<query xmlns='http://jabber.org/protocol/disco#items'/>", "get"),
            Deed.Probe => $"<presence id='{id}' from='{From}' to='{room}/{WantedNick}' type='probe'/>",
            Deed.ReadList => Iq($"<query xmlns='{muc}#admin'><item {List}/></query>", "get"),
            Deed.AskOccupant => $"<iq id='{id}' from='{From}' to='{room}/{WantedNick}' type='get'><query xmlns='jabber:iq:version'/></iq>",
            Deed.PublishCard => Iq($"<vCard xmlns='vcard-temp'>{PhotoXml}</vCard>"),
            Deed.ReadCard => Iq("<vCard xmlns='vcard-temp'/>", "get"),
            Deed.TakeBack => Iq($"<moderate xmlns='urn:xmpp:message-moderate:1' id='{bounced}'><retract xmlns='urn:xmpp:message-retract:1'/></moderate>"),
            Deed.ManageHats => Iq($"<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:{HatDeed}'><x xmlns='jabber:x:data' type='submit'>"
                + string.Concat(new[] { ("FORM_TYPE", "urn:xmpp:hats:commands"), ("hats#uri", Hat), ("hats#title", HatTitle), ("hats#jid", OtherJid) }
                    .Select(field => $"<field var='{field.Item1}'><value>{field.Item2}</value></field>")) + "</x></command>"),
            _ => Iq($"<query xmlns='{muc}#owner'><destroy/></query>"),
        };

        string Form(string scope, params (string Name, string Value)[] fields) =>
            $"<message id='{id}' from='{From}' to='{room}'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>{scope}</value></field>"
            + string.Concat(fields.Select(field => $"<field var='{field.Name}'><value>{field.Value}</value></field>")) + "</x></message>";

        string Config(params (string Name, string[] Values)[] fields) => Iq($"<query xmlns='{muc}#owner'><x xmlns='jabber:x:data' type='submit'>" + string.Concat(fields.Select(
            field => $"<field var='{field.Name}'>{string.Concat(field.Values.Select(value => $"<value>{value}</value>"))}</field>")) + "</x></query>");

        string Admin(string items) => Iq($"<query xmlns='{muc}#admin'>{items}</query>");

        string Iq(string query, string type = "set") => $"<iq id='{id}' from='{From}' to='{room}' type='{type}'>{query}</iq>";
    }

    private static IEnumerable<(string Name, string[] Values)> Config(string name, params string[] values) => values.Select(value => ($"muc#roomconfig_{name}", value.Split(' ')));

    private static Step Setting(string name) => new(Deed.Configure, 0, 0, 0, Array.FindIndex(Fields, field => field.Name == name && field.Values is ["1"]));

    private (string Name, string[] Values)[] NamingFields =>
    [
        .. AlsoCloses ? [("muc#roomconfig_membersonly", (string[])["1"])] : Array.Empty<(string, string[])>(),
        .. Named.Admins is { } admins ? [("muc#roomconfig_roomadmins", admins)] : Array.Empty<(string, string[])>(),
        .. Named.Owners is { } owners ? [("muc#roomconfig_roomowners", owners)] : Array.Empty<(string, string[])>(),
    ];

    private string PhotoXml => Picture.Length == 0
        ? ""
        : $"<PHOTO><TYPE>image/png</TYPE><BINVAL>{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Picture))}</BINVAL></PHOTO>";

    private string MavXml(string? known) => WantsLists ? $"<mav xmlns='urn:xmpp:muc:affiliations:1'{(known is null ? "" : $" since='{known}'")}/>" : "";

    private string ShowXml => Show.Length == 0 ? "" : $"<show>{Show}</show>";

    /// <summary>Some of the people: those whose bit is set.</summary>
    private static string[] People(int bits) =>
        [.. Sessions.Select(session => session.Split('/')[0]).Distinct(StringComparer.Ordinal).Where((_, i) => (bits >> i) % 2 == 1)];

    private static string Bare(int session) => Sessions[session].Split('/')[0];
}
