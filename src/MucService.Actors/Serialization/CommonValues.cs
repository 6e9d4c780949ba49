using System.Collections.Immutable;
using Google.Protobuf;
using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What several protocols share, to protobuf and back. See <c>common.proto</c>.</summary>
internal static class CommonValues
{
    public static long Ticks(DateTimeOffset moment) => moment.UtcTicks;

    public static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);

    public static Proto.Stanza Write(Stanza stanza)
    {
        var kept = new Proto.Stanza { Kind = (Proto.StanzaKind)stanza.Kind, Type = (Proto.StanzaType)stanza.Type };
        if (stanza.Id is not null)
            kept.Id = stanza.Id;
        if (stanza.From is not null)
            kept.From = stanza.From.ToString();
        if (stanza.To is not null)
            kept.To = stanza.To.ToString();
        if (stanza.Lang is not null)
            kept.Lang = stanza.Lang;

        foreach (var payload in stanza.Payloads)
            kept.Payloads.Add(ByteString.CopyFrom(StanzaRenderer.RenderToBytes(payload)));
        return kept;
    }

    public static Stanza Read(Proto.Stanza kept) => new()
    {
        Kind = (StanzaKind)kept.Kind,
        Type = (StanzaType)kept.Type,
        Id = kept.HasId ? kept.Id : null,
        From = kept.HasFrom ? Jid.Parse(kept.From) : null,
        To = kept.HasTo ? Jid.Parse(kept.To) : null,
        Lang = kept.HasLang ? kept.Lang : null,
        Payloads = [.. kept.Payloads.Select(bytes => StanzaParser.ParsePayload(bytes.Memory))],
    };

    public static Proto.Notice Write(Notice notice) => new()
    {
        Room = notice.Room.ToString(),
        Session = notice.Session.ToString(),
        Stanza = Write(notice.Stanza),
        At = Ticks(notice.At),
    };

    public static Notice Read(Proto.Notice kept) =>
        new(BareJid.Parse(kept.Room), FullJid.Parse(kept.Session), Read(kept.Stanza), Moment(kept.At));

    public static Proto.RoomConfig Write(RoomConfig config)
    {
        var kept = new Proto.RoomConfig
        {
            Name = config.Name,
            Description = config.Description,
            Language = config.Language,
            Persistent = config.Persistent,
            Public = config.Public,
            MembersOnly = config.MembersOnly,
            MembersInvite = config.MembersInvite,
            Moderated = config.Moderated,
            Password = config.Password,
            Whois = (Proto.Whois)config.Whois,
            AnyoneChangesSubject = config.AnyoneChangesSubject,
            MaxOccupants = config.MaxOccupants,
            Logged = config.Logged,
            PubSubNode = config.PubSubNode,
            Registration = (Proto.RegistrationPolicy)config.Registration,
            NicksLocked = config.NicksLocked,
            LdapGroup = config.LdapGroup,
            ListsFor = new Proto.RoleList(),
            Links = Write(config.Links),
            SlowMode = config.SlowMode.Ticks,
        };
        kept.ListsFor.Roles.AddRange(config.ListsFor.Order().Select(role => (Proto.Role)role));
        kept.Contacts.AddRange(config.Contacts.Select(jid => jid.ToString()));
        if (config.MaxHistory is { } most)
            kept.MaxHistory = most;
        kept.PresenceBroadcast.AddRange(config.PresenceBroadcast.Order().Select(role => (Proto.Role)role));
        if (config.PrivateMessagesFrom is { } least)
            kept.PrivateMessagesFrom = (Proto.Role)least;
        return kept;
    }

    public static RoomConfig Read(Proto.RoomConfig kept) => new()
    {
        Name = kept.Name,
        Description = kept.Description,
        Language = kept.Language,
        Persistent = kept.Persistent,
        Public = kept.Public,
        MembersOnly = kept.MembersOnly,
        MembersInvite = kept.MembersInvite,
        Moderated = kept.Moderated,
        Password = kept.Password,
        Whois = (Whois)kept.Whois,
        AnyoneChangesSubject = kept.AnyoneChangesSubject,
        MaxOccupants = kept.MaxOccupants,
        PresenceBroadcast = [.. kept.PresenceBroadcast.Select(role => (Role)role)],
        PrivateMessagesFrom = kept.HasPrivateMessagesFrom ? (Role)kept.PrivateMessagesFrom : null,
        ListsFor = kept.ListsFor is null ? RoomConfig.Default.ListsFor : [.. kept.ListsFor.Roles.Select(role => (Role)role)],
        MaxHistory = kept.HasMaxHistory ? kept.MaxHistory : null,
        Logged = kept.Logged,
        PubSubNode = kept.PubSubNode,
        Registration = (RegistrationPolicy)kept.Registration,
        NicksLocked = kept.NicksLocked,
        Contacts = [.. kept.Contacts.Select(BareJid.Parse)],
        LdapGroup = kept.LdapGroup,
        Links = kept.Links is null ? LinkChoices.None : Read(kept.Links),
        SlowMode = TimeSpan.FromTicks(kept.SlowMode),
    };

    private static Proto.LinkChoices? Write(LinkChoices links)
    {
        if (links == LinkChoices.None)
            return null;

        var kept = new Proto.LinkChoices();
        if (links.Policy is { } policy)
            kept.Policy = (Proto.LinkPolicy)policy;
        if (links.Grace is { } grace)
            kept.Grace = grace.Ticks;
        if (links.AnnotateTo is { } annotateTo)
            kept.AnnotateTo = (Proto.AnnotateTo)annotateTo;
        if (links.Resync is { } resync)
            kept.Resync = (Proto.Resync)resync;
        return kept;
    }

    private static LinkChoices Read(Proto.LinkChoices kept) => new(
        kept.HasPolicy ? (LinkPolicy)kept.Policy : null,
        kept.HasGrace ? TimeSpan.FromTicks(kept.Grace) : null,
        kept.HasAnnotateTo ? (AnnotateTo)kept.AnnotateTo : null,
        kept.HasResync ? (Resync)kept.Resync : null);

    public static IEnumerable<Proto.AffiliationEntry> Write(ImmutableDictionary<BareJid, AffiliationEntry> affiliations)
    {
        foreach (var (jid, entry) in affiliations)
        {
            var kept = new Proto.AffiliationEntry { Jid = jid.ToString(), Affiliation = (Proto.Affiliation)entry.Affiliation };
            if (entry.Reason is not null)
                kept.Reason = entry.Reason;
            if (entry.Nick is not null)
                kept.Nick = entry.Nick.Value;
            yield return kept;
        }
    }

    public static ImmutableDictionary<BareJid, AffiliationEntry> Read(IEnumerable<Proto.AffiliationEntry> kept) =>
        kept.ToImmutableDictionary(
            entry => BareJid.Parse(entry.Jid),
            entry => new AffiliationEntry(
                (Affiliation)entry.Affiliation,
                entry.HasReason ? entry.Reason : null,
                entry.HasNick ? Nick.Parse(entry.Nick) : null));

    public static Proto.RegistrationRequest Write(RegistrationRequest request) =>
        new() { Jid = request.Jid.ToString(), Nick = request.Nick.Value, At = Ticks(request.At) };

    public static RegistrationRequest Read(Proto.RegistrationRequest kept) => new(BareJid.Parse(kept.Jid), Nick.Parse(kept.Nick), Moment(kept.At));

    public static Proto.Subject? Write(Subject? subject)
    {
        if (subject is null)
            return null;

        var kept = new Proto.Subject { Text = subject.Text, By = subject.By.Value, At = Ticks(subject.At), StanzaId = subject.StanzaId };
        if (subject.RealJid is not null)
            kept.RealJid = subject.RealJid.ToString();
        return kept;
    }

    public static Subject? ReadOptional(Proto.Subject? kept) => kept is null ? null : Read(kept);

    public static Subject Read(Proto.Subject kept) => new(
        kept.Text,
        Nick.Parse(kept.By),
        Moment(kept.At),
        kept.StanzaId,
        kept.HasRealJid ? BareJid.Parse(kept.RealJid) : null);
}
