using System.Collections.Immutable;
using System.Globalization;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What a presence says in its <c>muc#user</c> child besides who, as what: why it is sent. XEP-0045 #enter-pres, #kick, #statuscodes.</summary>
internal sealed record PresenceNote
{
    /// <summary>No note at all.</summary>
    public static PresenceNote None { get; } = new();

    /// <summary>The stanza's id; that of the arrival which caused it, so that errors can be judged by it.</summary>
    public string? Id { get; init; }

    /// <summary>Status codes for everybody.</summary>
    public ImmutableArray<StatusCode> Codes { get; init; } = [];

    /// <summary>Status codes for the occupant's own sessions besides <see cref="StatusCode.SelfPresence"/>.</summary>
    public ImmutableArray<StatusCode> SelfCodes { get; init; } = [];

    /// <summary>The affiliation to show instead of his own: who is blocked service-wide is an outcast here, whatever the room's lists say.</summary>
    public Affiliation? Affiliation { get; init; }

    /// <summary>The nick that follows. XEP-0045 #changenick.</summary>
    public Nick? NewNick { get; init; }

    /// <summary>Who did it, or null. XEP-0045 #kick.</summary>
    public Nick? Actor { get; init; }

    /// <summary>The session that did it, for those who may see real JIDs, or null.</summary>
    public FullJid? ActorJid { get; init; }

    /// <summary>Why, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Between which versions of the lists it leads, or null. XEP-0463.</summary>
    public Element? Mav { get; init; }

    /// <summary>The language of the reason where it is the service's own, or null.</summary>
    public string? ReasonLang { get; init; }

    /// <summary>Where the conversation goes on, or null. XEP-0045 #destroyroom.</summary>
    public Element? Destroy { get; init; }

    /// <summary>The session whose wish this answers: told even if it is suspended.</summary>
    public FullJid? Asker { get; init; }
}

/// <summary>The <c>x</c> of namespace <c>muc#user</c>. XEP-0045 #schemas-user.</summary>
internal static class MucUser
{
    /// <summary>The element for one kind of recipient.</summary>
    /// <param name="affiliation">As what in the lists.</param>
    /// <param name="role">As what in the room; none in an unavailable presence.</param>
    /// <param name="realJid">The real JID if the recipient may see it, or null.</param>
    /// <param name="note">Why it is sent; with the actor's real JID only if the recipient may see it.</param>
    /// <param name="self">The recipient is the occupant itself.</param>
    /// <param name="others">His other sessions, each of which has an item of its own.</param>
    public static Element Of(Affiliation affiliation, Role role, FullJid? realJid, PresenceNote note, bool self, params ReadOnlySpan<Session> others)
    {
        // The schema leaves the order open. This one other services have, so that whoever relies on it can.
        var why = self ? [.. note.Codes, .. note.SelfCodes] : note.Codes;
        var x = new Element("x", Namespaces.MucUser)
            .With(note.Mav)
            .With(why.Order().Select(Status))
            .With(note.Destroy)
            .With(Item(affiliation, role, realJid, note));
        foreach (var other in others)
            x = x.With(Item(affiliation, role, other.RealJid, note));

        return x.With(self ? Status(StatusCode.SelfPresence) : null);
    }

    /// <summary>A status code as an element. XEP-0045 #statuscodes.</summary>
    public static Element Status(StatusCode code) =>
        new Element("status", Namespaces.MucUser).With("code", ((int)code).ToString(CultureInfo.InvariantCulture));

    private static Element Item(Affiliation affiliation, Role role, FullJid? realJid, PresenceNote note)
    {
        var item = new Element("item", Namespaces.MucUser)
            .With("affiliation", Word(affiliation))
            .With("jid", realJid?.ToString())
            .With("nick", note.NewNick?.Value)
            .With("role", Word(role));
        if (note.Actor is { } actor)
            item = item.With(new Element("actor", Namespaces.MucUser).With("jid", note.ActorJid?.ToString()).With("nick", actor.Value));
        if (note.Reason is { Length: > 0 } reason)
            item = item.With(new Element("reason", Namespaces.MucUser).With("xml:lang", note.ReasonLang).WithText(reason));

        return item;
    }

    /// <summary>An affiliation as it stands in an attribute.</summary>
    public static string Word(Affiliation affiliation) => affiliation switch
    {
        Affiliation.Outcast => "outcast",
        Affiliation.Member => "member",
        Affiliation.Admin => "admin",
        Affiliation.Owner => "owner",
        _ => "none",
    };

    /// <summary>A role as it stands in an attribute.</summary>
    public static string Word(Role role) => role switch
    {
        Role.Visitor => "visitor",
        Role.Participant => "participant",
        Role.Moderator => "moderator",
        _ => "none",
    };
}
