namespace MucService.Rooms.Tests.OddStanzas;

/// <summary>Stanzas as hostile and unlucky clients make them: any type, address and children, fitting or not.</summary>
internal static class OddStanza
{
    private const string Muc = "http://jabber.org/protocol/muc";
    private const string Errors = "urn:ietf:params:xml:ns:xmpp-stanzas";

    public static readonly string[] Sessions = ["olga@home.example/desk", "ada@home.example/desk", "ada@home.example/phone", "bo@away.example/desk", "cy@away.example/desk", "dee@far.example/desk"];

    private static readonly string[] Senders = [.. Sessions, "ada@home.example", "far.example", "cake@muc.example/bo", "olga@home.example/other"];
    private static readonly string[] Recipients =
    [
        "tea@muc.example", "tea@muc.example", "tea@muc.example", "TEA@muc.example", "tea@muc.example/ada", "tea@muc.example/Ada", "tea@muc.example/bo", "tea@muc.example/olga",
        "tea@muc.example/ ", "tea@muc.example/nobody", "tea@muc.example/\u2160",
    ];
    private static readonly string[] Nicks = ["ada", "Ada", "ADA", "bo", "olga", "cy", "\u2160", "I", "", " ", "nobody"];
    private static readonly string[] Jids = [.. Sessions, "bo@away.example", "ada@home.example", "olga@home.example", "away.example", "tea@muc.example", "tea@muc.example/bo", "@", "a@b@c", "", "BO@away.example"];
    private static readonly string[] Words = ["none", "member", "admin", "owner", "outcast", "visitor", "participant", "moderator", "Owner", "3", "-1", "", "king", "member,owner"];
    private static readonly string[] Numbers = ["0", "1", "-1", "2", "99999999999999999999", "1e3", " 1", "", "many", "\u0661"];
    private static readonly string[] Times = ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-00-00T00:00:00Z", "yesterday", "", "2026-01-02T12:00:00+14:00"];
    private static readonly string[] Fields =
    [
        "membersonly", "moderatedroom", "whois", "presencebroadcast", "allowpm", "maxusers", "roomsecret", "passwordprotectedroom", "roomadmins", "roomowners", "publicroom",
        "persistentroom", "roomname", "slow_mode_duration", "changesubject", "enablelogging", "getmemberlist", "lang", "pubsub", "allowinvites", "nonsense",
    ];
    private static readonly string[] Values = ["0", "1", "true", "anyone", "moderators", "none", "participants", "moderator", "", "sesame", "-5", "10", "ada@home.example", "olga@home.example", "home.example", "@"];
    private static readonly string[] Types =
        ["", "available", "unavailable", "subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe", "error", "normal", "chat", "groupchat", "headline", "get", "set", "result", "odd"];

    /// <summary>A stanza of any kind. Those that do what the room is there for are as frequent as the rest, so that there is somebody in it.</summary>
    public static string Random(Random random, string id)
    {
        var kind = Of(random, "presence", "message", "iq", "iq");
        if (random.Next(4) == 0)
            return $"<presence id='{id}' from='{Of(random, Sessions)}' to='tea@muc.example/{Of(random, "ada", "bo", "cy", "olga")}'><x xmlns='{Muc}'/></presence>";

        var type = random.Next(3) == 0 ? Of(random, Types) : Usual(random, kind);
        var (from, to) = random.Next(3) == 0 ? (Of(random, Senders), Of(random, Recipients)) : (Of(random, Sessions), Of(random, Recipients));
        var children = string.Concat(Enumerable.Range(0, Of(random, 0, 1, 1, 1, 2, 3)).Select(_ => Child(random)));
        var written = type.Length == 0 && random.Next(4) > 0 ? "" : $" type='{type}'";
        return $"<{kind} id='{id}' from='{from}' to='{to}'{written}>{children}</{kind}>";
    }

    private static string Usual(Random random, string kind) => kind switch
    {
        "presence" => Of(random, "", "", "unavailable"),
        "message" => Of(random, "groupchat", "groupchat", "chat", "", "error"),
        _ => Of(random, "get", "set", "set"),
    };

    private static string Child(Random random) => random.Next(18) switch
    {
        0 => $"<x xmlns='{Muc}'><history maxchars='{Of(random, Numbers)}' maxstanzas='{Of(random, Numbers)}' seconds='{Of(random, Numbers)}' since='{Of(random, Times)}'/><password>{Of(random, Values)}</password></x>",
        1 => $"<x xmlns='{Muc}'><x xmlns='{Muc}'><x xmlns='{Muc}#user'/></x></x>",
        2 => $"<x xmlns='{Muc}#user'><item affiliation='owner' role='moderator' jid='{Of(random, Jids)}'/><status code='110'/><status code='201'/></x>",
        3 => $"<x xmlns='{Muc}#user'><invite to='{Of(random, Jids)}' from='{Of(random, Jids)}'><reason>Come</reason><continue/></invite><invite/></x>",
        4 => $"<x xmlns='{Muc}#user'>{Of(random, $"<invite to='{Of(random, Jids)}'/>", "<invite/>", $"<decline to='{Of(random, Jids)}'/>", "<decline/>", "")}</x>",
        5 => $"<body>{Number(random)}</body><body xml:lang='de'>Tee?</body>",
        6 => Of(random, "<subject/>", "<subject>Tea</subject>", "<subject>Tea</subject><body>Tea?</body>", "<thread>t</thread>", "<subject>Tea</subject><thread>t</thread>", "<subject/><subject xml:lang='de'>Tee</subject>"),
        7 or 8 => $"<query xmlns='{Muc}#admin'>{Items(random)}</query>",
        9 or 10 => $"<query xmlns='{Muc}#owner'>{Form(random, "muc#roomconfig")}</query>",
        11 => $"<query xmlns='{Muc}#owner'>{Of(random, "", "<destroy/>", $"<destroy jid='{Of(random, Jids)}'><reason/><password/></destroy>", "<x xmlns='jabber:x:data'/>", "<destroy xmlns='odd'/>")}</query>",
        12 => $"<query xmlns='jabber:iq:register'>{Of(random, "", "<remove/>", "<username>ada</username>", Form(random, "muc#register"))}</query>",
        13 => Form(random, Of(random, "muc#request", "muc#register", "muc#roomconfig", "odd")),
        14 => $"<query xmlns='http://jabber.org/protocol/disco#{Of(random, "info", "items")}'{Of(random, "", " node=''", " node='x-roomuser-item'", $" node='{Muc}#traffic'", " node='odd'")}/>",
        15 => Of(random, "<ping xmlns='urn:xmpp:ping'/>", "<vCard xmlns='vcard-temp'/>", "<command xmlns='http://jabber.org/protocol/commands' node='odd'/>", "<moderate xmlns='urn:xmpp:message-moderate:1'/>", "<time xmlns='urn:xmpp:time'/>"),
        16 => $"<error type='{Of(random, "cancel", "wait", "odd", "")}'>{Of(random, "", "<gone xmlns='" + Errors + "'/>", "<service-unavailable xmlns='" + Errors + "'/>", "<remote-server-timeout xmlns='" + Errors + "'/>", "<odd/>")}</error>",
        _ => $"<stanza-id xmlns='urn:xmpp:sid:0' by='tea@muc.example' id='forged'/><delay xmlns='urn:xmpp:delay' from='tea@muc.example' stamp='{Of(random, Times)}'/><occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>",
    };

    private static string Items(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Of(
        random,
        $"<item jid='{Of(random, Jids)}' affiliation='{Of(random, Words)}'/>",
        $"<item nick='{Of(random, Nicks)}' role='{Of(random, Words)}'/>",
        $"<item nick='{Of(random, Nicks)}' jid='{Of(random, Jids)}' affiliation='{Of(random, Words)}'><reason>So</reason><actor nick='olga'/></item>",
        $"<item nick='{Of(random, Nicks)}' jid='{Of(random, Jids)}' affiliation='{Of(random, Words)}' role='{Of(random, Words)}'/>",
        $"<item affiliation='{Of(random, Words)}'/>",
        $"<item nick='{Of(random, Nicks)}' affiliation='{Of(random, Words)}'/>",
        Of(random, "<item/>", "<odd/>", "<item xmlns='odd'/>", $"<item role='{Of(random, Words)}'/>"))));

    private static string Form(Random random, string scope)
    {
        var typed = random.Next(4) == 0 ? "" : $"<field var='FORM_TYPE'><value>http://jabber.org/protocol/{scope}</value></field>";
        var fields = Enumerable.Range(0, random.Next(4)).Select(_ =>
            $"<field var='{Of(random, $"muc#roomconfig_{Of(random, Fields)}", "{urn:x-mucservice:rooms:0}registered-nicks", "muc#role", "muc#roomnick", "muc#jid", "muc#request_allow", "muc#register_roomnick", "muc#register_allow")}'>"
            + string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => $"<value>{Of(random, [.. Values, .. Nicks])}</value>")) + "</field>");
        return $"<x xmlns='jabber:x:data' type='{Of(random, "submit", "submit", "submit", "cancel", "form", "result", "odd", "")}'>{typed}{string.Concat(fields)}</x>";
    }

    private static string Number(Random random) => random.Next(1000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static T Of<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
