using System.Collections.Immutable;
using MucService.Rooms.AffiliationVersions;
using MucService.Rooms.Hats;
using MucService.Rooms.OccupantIds;
using MucService.Rooms.Reachability;
using MucService.Rooms.VCards;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>Everything a room knows. Changed only by <see cref="Room.Evolve"/>.</summary>
public sealed record RoomState
{
    /// <summary>The room's address.</summary>
    public required BareJid Address { get; init; }

    /// <summary>What the operator decided for every room.</summary>
    public required RoomSettings Settings { get; init; }

    /// <summary>False before it is created and after it is destroyed.</summary>
    public bool Exists { get; init; }

    /// <summary>What is left of the room that was here before, if it was destroyed; null once there is a room again.</summary>
    public Tombstone? Tombstone { get; init; }

    /// <summary>Nobody but owners may enter yet. XEP-0045 #createroom-reserved.</summary>
    public bool Locked { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its occupants' ids are made with; null before it is created. XEP-0421.</summary>
    public OccupantIdKey? OccupantIdKey { get; init; }

    /// <summary>What its owners decided.</summary>
    public RoomConfig Config { get; init; } = RoomConfig.Default;

    /// <summary>The lists: every bare JID with an affiliation other than none. XEP-0045 #affil.</summary>
    public ImmutableDictionary<BareJid, AffiliationEntry> Affiliations { get; init; } = ImmutableDictionary<BareJid, AffiliationEntry>.Empty;

    /// <summary>Whose each nick is that the lists reserve, by <see cref="Nick.Comparable"/>; follows <see cref="Affiliations"/>.</summary>
    public ImmutableDictionary<string, BareJid> ReservedNicks { get; init; } = ImmutableDictionary<string, BareJid>.Empty;

    /// <summary>What hats there are, and who wears them. XEP-0317.</summary>
    public HatList Hats { get; init; } = HatList.Empty;

    /// <summary>What its owners published of it, or null. XEP-0486.</summary>
    public RoomVCard? VCard { get; init; }

    /// <summary>How the lists changed. XEP-0463.</summary>
    public AffiliationLog AffiliationLog { get; init; } = AffiliationLog.Empty;

    /// <summary>Everybody in the room, by <see cref="Nick.Comparable"/>.</summary>
    public ImmutableDictionary<string, Occupant> Occupants { get; init; } = ImmutableDictionary<string, Occupant>.Empty;

    /// <summary>The key in <see cref="Occupants"/> of each session.</summary>
    public ImmutableDictionary<FullJid, string> Sessions { get; init; } = ImmutableDictionary<FullJid, string>.Empty;

    /// <summary>The order that the next session gets.</summary>
    public long NextOrder { get; init; }

    /// <summary>The subject, or null if none was ever set. XEP-0045 #subject.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The last messages. XEP-0045 #enter-history.</summary>
    public History History { get; init; } = History.Empty;

    /// <summary>The last private messages that were passed on, so that their failure is told to their senders.</summary>
    public SentPrivately SentPrivately { get; init; } = SentPrivately.Nothing;

    /// <summary>The last messages to all that the history does not hold, so that it is known when one comes back.</summary>
    public SaidAside SaidAside { get; init; } = SaidAside.Nothing;

    /// <summary>The last invitations that were passed on, so that they can be declined and their failure be told.</summary>
    public SentInvitations Invitations { get; init; } = SentInvitations.Nothing;

    /// <summary>Who asked for voice lately, and when. XEP-0045 #requestvoice.</summary>
    public ImmutableDictionary<BareJid, DateTimeOffset> VoiceRequests { get; init; } = ImmutableDictionary<BareJid, DateTimeOffset>.Empty;

    /// <summary>The role of those who left a moderated room with another voice than they came with. XEP-0045 #roles.</summary>
    public ImmutableDictionary<BareJid, Role> Voices { get; init; } = ImmutableDictionary<BareJid, Role>.Empty;

    /// <summary>When whoever is slowed spoke last. XEP-0500.</summary>
    public ImmutableDictionary<BareJid, DateTimeOffset> SpokeAt { get; init; } = ImmutableDictionary<BareJid, DateTimeOffset>.Empty;

    /// <summary>Who asked to be registered and waits for an admin. XEP-0045 #regapprove.</summary>
    public ImmutableDictionary<BareJid, RegistrationRequest> Registrations { get; init; } = ImmutableDictionary<BareJid, RegistrationRequest>.Empty;

    /// <summary>How the link to each domain with sessions here stands, where the room was told.</summary>
    public ImmutableDictionary<Domain, DomainLink> Links { get; init; } = ImmutableDictionary<Domain, DomainLink>.Empty;

    /// <summary>The sessions that are paused, or were lately. XEP-0310.</summary>
    public ImmutableDictionary<FullJid, Pause> Pauses { get; init; } = ImmutableDictionary<FullJid, Pause>.Empty;

    /// <summary>What each suspended session last knew.</summary>
    public ImmutableDictionary<FullJid, Suspension> Suspensions { get; init; } = ImmutableDictionary<FullJid, Suspension>.Empty;

    /// <summary>Which sessions missed single stanzas, as far as their servers said so.</summary>
    public ImmutableDictionary<FullJid, Lag> OutOfSync { get; init; } = ImmutableDictionary<FullJid, Lag>.Empty;

    /// <summary>Who was told again what he had missed, and is not proved to know it.</summary>
    public Retellings Retellings { get; init; } = Retellings.None;

    /// <summary>
    /// What the sessions of a domain are proved to know in a room that was loaded: they are told what they may have missed as soon as their domain
    /// is known to be there.
    /// </summary>
    public ImmutableDictionary<Domain, Recalled> Recalled { get; init; } = ImmutableDictionary<Domain, Recalled>.Empty;

    /// <summary>Who left before the room was loaded, and may not have been told.</summary>
    public ImmutableArray<LeftSession> LeftUntold { get; init; } = [];

    /// <summary>What changed, as far as somebody may not know it.</summary>
    public Missed Missed { get; init; } = Missed.Nothing;

    /// <summary>True if there is a room for somebody: one that is locked is there for its owners only. XEP-0045 #enter-locked.</summary>
    public bool IsThereFor(BareJid jid) => Exists && (!Locked || AffiliationOf(jid) == Affiliation.Owner);

    /// <summary>The occupant that a session belongs to, or null.</summary>
    public Occupant? ByRealJid(FullJid session) => Sessions.TryGetValue(session, out var key) ? Occupants[key] : null;

    /// <summary>The occupant of exactly this nick, or null.</summary>
    public Occupant? ByNick(Nick nick) => Occupants.TryGetValue(nick.Comparable, out var occupant) && occupant.Nick == nick ? occupant : null;

    /// <summary>Everybody in order of entry.</summary>
    public IEnumerable<Occupant> InOrder() => Occupants.Values.OrderBy(occupant => occupant.Sessions[0].Order);

    /// <summary>The session of that real JID, or null.</summary>
    public Session? SessionOf(FullJid realJid) => ByRealJid(realJid)?.SessionOf(realJid);

    /// <summary>This state with one session changed; unchanged if there is no such session.</summary>
    public RoomState WithSession(FullJid realJid, Func<Session, Session> change)
    {
        if (!Sessions.TryGetValue(realJid, out var key))
            return this;

        return this with { Occupants = Occupants.SetItem(key, Occupants[key].WithSession(realJid, change)) };
    }

    /// <summary>True if nothing but replies is sent to a session: its domain cannot be reached.</summary>
    public bool IsSuspended(FullJid session) => IsUnreachable(session.Domain);

    /// <summary>True if a domain is known to be unreachable: the room knows of those with sessions here.</summary>
    public bool IsUnreachable(Domain domain) => Links.TryGetValue(domain, out var link) && link.Suspends;

    /// <summary>True if the occupants of a domain are deemed unavailable, be it that they are sent everything.</summary>
    public bool IsDeemedUnavailable(Domain domain) => Links.TryGetValue(domain, out var link) && link.Deemed;

    /// <summary>What a session may see and understands.</summary>
    public SessionTraits TraitsOf(Occupant occupant, Session session) =>
        (occupant.Role == Role.Moderator ? SessionTraits.Moderator : SessionTraits.None)
        | (occupant.Role == Role.Moderator || Config.Whois == Whois.Anyone ? SessionTraits.SeesRealJids : SessionTraits.None)
        | (session.Features.HasFlag(ClientFeatures.Annotations) && LinkTerms.Of(this).Tells(occupant.Role) ? SessionTraits.Annotations : SessionTraits.None)
        | (session.Features.HasFlag(ClientFeatures.Annotations) ? SessionTraits.UnderstandsAnnotations : SessionTraits.None)
        | (IsSuspended(session.RealJid) ? SessionTraits.Suspended : SessionTraits.None);

    /// <summary>The affiliation of a bare JID; the operator's admins are owners everywhere.</summary>
    public Affiliation AffiliationOf(BareJid jid)
    {
        if (Settings.Admins.Contains(jid))
            return Affiliation.Owner;

        if (Affiliations.TryGetValue(jid, out var entry))
            return entry.Affiliation;

        // A banned domain stands for everybody there who is not listed himself: #modifyban.
        return !jid.IsDomain && AffiliationOf(new BareJid(jid.Domain)) == Affiliation.Outcast ? Affiliation.Outcast : Affiliation.None;
    }
}

/// <summary>What the lists hold of a bare JID. XEP-0045 #affil.</summary>
public sealed record AffiliationEntry(Affiliation Affiliation, string? Reason = null, Nick? Nick = null);

/// <summary>The subject of a room and who set it. XEP-0045 #subject.</summary>
/// <param name="Text">The subject; empty when it was taken away.</param>
/// <param name="By">The nick under which it was set.</param>
/// <param name="At">When.</param>
/// <param name="StanzaId">The message's id in the room. XEP-0359.</param>
/// <param name="RealJid">Who set it; null where an older version kept it.</param>
public sealed record Subject(string Text, Nick By, DateTimeOffset At, string StanzaId, BareJid? RealJid = null);

/// <summary>What a session's own server says of its connection. XEP-0310 #connectionpaused.</summary>
/// <param name="IsPaused">It is paused.</param>
/// <param name="ToldAt">When others were told something of it last.</param>
/// <param name="IsDue">They are to be told again.</param>
public sealed record Pause(bool IsPaused, DateTimeOffset ToldAt, bool IsDue);

/// <summary>How the link to a domain stands, as this room was told.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Epoch">Grows with each change; what belongs to a past one is dropped.</param>
/// <param name="Since">When the room was told.</param>
public sealed record DomainLink(LinkStanding Standing, long Epoch, DateTimeOffset Since)
{
    /// <summary>Its sessions are suspended: it was seen unreachable, and not reachable since.</summary>
    public bool Suspends { get; init; }

    /// <summary>Its occupants are deemed unavailable, and annotated where that is the policy: it is suspended, or damped.</summary>
    public bool Deemed { get; init; }

    /// <summary>The last epoch in which its occupants were annotated; 0 if none.</summary>
    public long LastDeemed { get; init; }

    /// <summary>How long it was seen unreachable, as long as it suspends, before <see cref="Since"/>.</summary>
    public TimeSpan Observed { get; init; }
}
