namespace MucService.Xmpp;

/// <summary>Every XML namespace this service speaks, once.</summary>
public static class Namespaces
{
    /// <summary>Stanzas on a component's stream. XEP-0114.</summary>
    public const string Component = "jabber:component:accept";

    /// <summary>Stanzas between client and server; some hosts leave it on what they forward. RFC 6120.</summary>
    public const string Client = "jabber:client";

    /// <summary>The stream itself. RFC 6120.</summary>
    public const string Streams = "http://etherx.jabber.org/streams";

    /// <summary>Conditions of stream errors. RFC 6120.</summary>
    public const string StreamErrors = "urn:ietf:params:xml:ns:xmpp-streams";

    /// <summary>Conditions of stanza errors. RFC 6120.</summary>
    public const string StanzaErrors = "urn:ietf:params:xml:ns:xmpp-stanzas";

    /// <summary>The prefix <c>xml</c>, bound without a declaration.</summary>
    public const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Joining a room. XEP-0045.</summary>
    public const string Muc = "http://jabber.org/protocol/muc";

    /// <summary>What occupants see. XEP-0045.</summary>
    public const string MucUser = Muc + "#user";

    /// <summary>What moderators and admins do. XEP-0045.</summary>
    public const string MucAdmin = Muc + "#admin";

    /// <summary>What owners do. XEP-0045.</summary>
    public const string MucOwner = Muc + "#owner";

    /// <summary>The form of a room's configuration. XEP-0045.</summary>
    public const string MucRoomConfig = Muc + "#roomconfig";

    /// <summary>The form of a room's public information. XEP-0045.</summary>
    public const string MucRoomInfo = Muc + "#roominfo";

    /// <summary>The form of a request for voice and of its approval. XEP-0045.</summary>
    public const string MucRequest = Muc + "#request";

    /// <summary>The form of registration with a room. XEP-0045.</summary>
    public const string MucRegister = Muc + "#register";

    /// <summary>The room keeps stable ids on messages. XEP-0045.</summary>
    public const string MucStableId = Muc + "#stable_id";

    /// <summary>Data forms. XEP-0004.</summary>
    public const string DataForms = "jabber:x:data";

    /// <summary>What an entity is and can do. XEP-0030.</summary>
    public const string DiscoInfo = "http://jabber.org/protocol/disco#info";

    /// <summary>What an entity holds. XEP-0030.</summary>
    public const string DiscoItems = "http://jabber.org/protocol/disco#items";

    /// <summary>Entity capabilities. XEP-0115.</summary>
    public const string Caps = "http://jabber.org/protocol/caps";

    /// <summary>Entity capabilities 2.0. XEP-0390.</summary>
    public const string Caps2 = "urn:xmpp:caps";

    /// <summary>Hashes. XEP-0300.</summary>
    public const string Hashes = "urn:xmpp:hashes:2";

    /// <summary>Ping. XEP-0199.</summary>
    public const string Ping = "urn:xmpp:ping";

    /// <summary>Delayed delivery. XEP-0203.</summary>
    public const string Delay = "urn:xmpp:delay";

    /// <summary>Unique and stable stanza ids. XEP-0359.</summary>
    public const string StanzaIds = "urn:xmpp:sid:0";

    /// <summary>Presence annotations. XEP-0310.</summary>
    public const string PresenceAnnotations = "urn:xmpp:psa";

    /// <summary>Hints to message processing. XEP-0334.</summary>
    public const string Hints = "urn:xmpp:hints";

    /// <summary>Result set management. XEP-0059.</summary>
    public const string ResultSets = "http://jabber.org/protocol/rsm";

    /// <summary>Software version. XEP-0092.</summary>
    public const string Version = "jabber:iq:version";

    /// <summary>vCard of old. XEP-0054.</summary>
    public const string VCard = "vcard-temp";

    /// <summary>The hash of an avatar in presence. XEP-0153.</summary>
    public const string VCardUpdate = "vcard-temp:x:update";

    /// <summary>What an account publishes: avatars, devices … XEP-0060, XEP-0163.</summary>
    public const string PubSub = "http://jabber.org/protocol/pubsub";

    /// <summary>Anonymous unique occupant ids. XEP-0421.</summary>
    public const string OccupantIds = "urn:xmpp:occupant-id:0";

    /// <summary>A room that answers pings to the own nick itself. XEP-0410.</summary>
    public const string SelfPing = Muc + "#self-ping-optimization";

    /// <summary>A room that reflects the id that the sender gave. XEP-0045 #message.</summary>
    public const string StableIds = Muc + "#stable_id";

    /// <summary>Stanzas between servers; some hosts leave it on what they forward. RFC 6120.</summary>
    public const string Server = "jabber:server";

    /// <summary>Registration. XEP-0077.</summary>
    public const string Register = "jabber:iq:register";

    /// <summary>Invitations that do not pass through the room. XEP-0249.</summary>
    public const string DirectInvites = "jabber:x:conference";

    /// <summary>The form that tells whom to turn to. XEP-0157.</summary>
    public const string ServerInfo = "http://jabber.org/network/serverinfo";

    /// <summary>Entity time. XEP-0202.</summary>
    public const string EntityTime = "urn:xmpp:time";

    /// <summary>Last activity. XEP-0012.</summary>
    public const string LastActivity = "jabber:iq:last";

    /// <summary>Ad-hoc commands. XEP-0050.</summary>
    public const string Commands = "http://jabber.org/protocol/commands";

    /// <summary>The node of the ad-hoc command that destroys rooms, as Prosody's service has it.</summary>
    public const string DestroyRoomsCommand = "http://prosody.im/protocol/muc#destroy";

    /// <summary>What owners decide that no registry has a field for; our own.</summary>
    public const string RoomFields = "urn:x-mucservice:rooms:0";

    /// <summary>What owners decide about links; our own, see the README's page on links.</summary>
    public const string LinkFields = "urn:x-mucservice:links:0";

    /// <summary>What our host says of its connections; our own, described in <c>deploy/prosody/README.md</c>.</summary>
    public const string LinkEvents = "urn:x-mucservice:link-events:0";

    /// <summary>Which instance of a room said a stanza; ours.</summary>
    public const string Instances = "urn:x-mucservice:instances:0";

    /// <summary>What the values of a form's field may be. XEP-0122.</summary>
    public const string FormValidation = "http://jabber.org/protocol/xdata-validate";

    /// <summary>Correction of the last message. XEP-0308.</summary>
    public const string Corrections = "urn:xmpp:message-correct:0";

    /// <summary>Hats. XEP-0317.</summary>
    public const string Hats = "urn:xmpp:hats:0";

    /// <summary>The commands about hats, and their form. XEP-0317.</summary>
    public const string HatCommands = "urn:xmpp:hats:commands";

    /// <summary>Taking back what one said. XEP-0424.</summary>
    public const string Retraction = "urn:xmpp:message-retract:1";

    /// <summary>Taking back what others said. XEP-0425.</summary>
    public const string Moderation = "urn:xmpp:message-moderate:1";

    /// <summary>Versions of a room's lists. XEP-0463.</summary>
    public const string AffiliationVersions = "urn:xmpp:muc:affiliations:1";

    /// <summary>That something was said in rooms. XEP-0437.</summary>
    public const string RoomActivity = "urn:xmpp:rai:0";

    /// <summary>Unique room names. XEP-0307.</summary>
    public const string UniqueRoomNames = Muc + "#unique";
}
