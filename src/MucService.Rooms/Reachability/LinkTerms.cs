using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What holds in a room about links: what its owners decided, where the operator leaves that to them, and else the service's default.
/// </summary>
/// <param name="Policy">What is done with sessions whose domain cannot be reached.</param>
/// <param name="Grace">How long they are kept.</param>
/// <param name="AnnotateTo">Who is told.</param>
/// <param name="Resync">What they are sent when it can be reached again.</param>
internal sealed record LinkTerms(LinkPolicy Policy, TimeSpan Grace, AnnotateTo AnnotateTo, Resync Resync)
{
    /// <summary>True if the room does what XEP-0310 #mucoccupant asks, and so may announce it.</summary>
    public bool FollowXep => Policy == LinkPolicy.Annotate && AnnotateTo == AnnotateTo.Everyone;

    /// <summary>What holds in a room.</summary>
    public static LinkTerms Of(RoomState room) => Of(room.Settings, room.Config);

    /// <summary>What holds under these settings and this configuration.</summary>
    public static LinkTerms Of(RoomSettings settings, RoomConfig config)
    {
        var (chosen, locked) = (config.Links, settings.LockedLinkFields);
        return new LinkTerms(
            (locked.Contains(LinkField.Policy) ? null : chosen.Policy) ?? settings.LinkPolicy,
            (locked.Contains(LinkField.Grace) ? null : chosen.Grace) ?? settings.Grace,
            (locked.Contains(LinkField.AnnotateTo) ? null : chosen.AnnotateTo) ?? settings.AnnotateTo,
            (locked.Contains(LinkField.Resync) ? null : chosen.Resync) ?? settings.Resync);
    }

    /// <summary>What holds in a room about the sessions of a domain: the operator's word on a domain outranks that of the room.</summary>
    public static LinkTerms Of(RoomState room, Domain domain) => Of(room.Settings, room.Config, domain);

    /// <summary>What holds about the sessions of a domain under these settings and this configuration.</summary>
    public static LinkTerms Of(RoomSettings settings, RoomConfig config, Domain domain)
    {
        var terms = Of(settings, config);
        return settings.Domains.TryGetValue(domain, out var decided)
            ? terms with { Policy = decided.Policy ?? terms.Policy, Grace = decided.Grace ?? terms.Grace }
            : terms;
    }

    /// <summary>True if an occupant of this role is told what is annotated.</summary>
    public bool Tells(Role role) => AnnotateTo == AnnotateTo.Everyone || role == Role.Moderator;

    /// <summary>The configuration with every choice made: for the form, which shows what holds.</summary>
    public RoomConfig In(RoomConfig config) => config with { Links = new LinkChoices(Policy, Grace, AnnotateTo, Resync) };
}
