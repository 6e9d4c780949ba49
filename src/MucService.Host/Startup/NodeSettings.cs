using System.Collections.Immutable;
using MucService.Actors;
using MucService.Actors.Links;
using MucService.Actors.Protection;
using MucService.Host.Settings;
using MucService.Links;
using MucService.Rooms;
using MucService.Storage;
using MucService.Wire;
using MucService.Xmpp;
using LinkOptions = MucService.Host.Settings.LinkOptions;

namespace MucService.Host.Startup;

/// <summary>Turns what the operator wrote into what the layers below take. The options are valid.</summary>
internal static class NodeSettings
{
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromSeconds(3);

    public static MucNodeSettings From(MucOptions options)
    {
        var components = options.Components.Select(Endpoint).ToImmutableArray();
        return new MucNodeSettings
        {
            Components = components,
            Rooms = components.Select(component => component.Domain).Distinct().ToImmutableDictionary(domain => domain, domain => Rooms(options, domain)),
            Links = Links(options.Links, options.Components),
            Blocks = Blocks(options, [.. components.Select(component => component.Domain).Distinct()]),
            MaxListeners = options.Rooms.MaxListeners,
            Wire = Wire(options.Wire),
            Version = typeof(NodeSettings).Assembly.GetName().Version?.ToString(3) ?? "",
            Contact = [.. options.Contact.All().Where(row => row.Addresses.Count > 0).Select(row => FormField.ListMulti(row.Field, null, [.. row.Addresses]))],
            Cluster = Cluster(options),
            MarksInstances = options.Wire.MarkInstances,
            InboundBytes = options.Wire.MaxAcceptedBytes,
        };
    }

    internal static Actors.Nodes.ClusterSettings? Cluster(MucOptions options) => !options.Cluster.HasOthers
        ? null
        : new Actors.Nodes.ClusterSettings
        {
            RightToSpeak = options.Cluster.StableAfter,
            Formation = new Actors.Nodes.ClusterFormation(new LeaseTable(options.Storage.ConnectionString, LeaseLimit), ClusterSettings.Seeds(options)),
            StreamsPerNode = options.Cluster.Streams == StreamHolders.PerNode,
            LeasePath = options.Cluster.UsesLease ? ClusterSettings.LeasePath : null,
            InboundBytesPerRoom = options.Cluster.MaxAcceptedBytesPerRoom,
            MaxMessageBytes = ClusterSettings.MaxMessageBytes(options) - 65_536,
        };

    private static BlockSettings Blocks(MucOptions options, ImmutableArray<Domain> services) => new()
    {
        Domains = [.. options.Block.Domains.Select(Domain.Parse)],
        Lists = [.. options.Block.Lists.Select(list => new BlockListSettings(BareJid.Parse(list.Service), list.Node, list.MaxEntries, list.Refresh))],
        Services = services,
        Admins = [.. options.Admins.Select(BareJid.Parse)],
    };

    internal static LinkSettings Links(LinkOptions options, IReadOnlyList<ComponentOptions> components) => new()
    {
        Timings = Timings(options),
        // The host routes a ping to ourselves back to us: that proves more than its own answer, namely that our stream is read.
        HostAddresses = components.Select(component => Domain.Parse(component.Domain)).Distinct()
            .ToImmutableDictionary(service => service, Jid (service) => new BareJid(service)),
        HostDomains = HostDomains(components),
        DropSilentConnections = options.DropSilentConnections,
        ProbesPerSecond = options.ProbesPerSecond,
        SessionProbesPerSecond = options.SessionProbesPerSecond,
        TellingsPerSecond = options.TellingsPerSecond,
        MaxDomains = options.MaxDomains,
        MaxNotices = options.MaxNotices,
        QuietAfter = options.QuietAfter,
        QuietSpread = options.QuietSpread,
        Grace = options.Grace,
        Unprobed = [.. options.Domains.Where(domain => !domain.Probe).Select(domain => Domain.Parse(domain.Domain))],
    };

    private static ImmutableDictionary<Domain, Domain> HostDomains(IReadOnlyList<ComponentOptions> components)
    {
        var hosts = ImmutableDictionary.CreateBuilder<Domain, Domain>();
        foreach (var component in components)
        {
            var service = Domain.Parse(component.Domain);
            var above = service.Value[(service.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
            var host = component.Host.Length > 0 ? component.Host : above;
            if (host != service.Value)
                hosts[service] = Domain.Parse(host);
        }

        return hosts.ToImmutable();
    }

    private static LinkTimings Timings(LinkOptions options) => new()
    {
        ProbeInterval = options.ProbeInterval,
        IdleProbeInterval = options.IdleProbeInterval,
        IdleAfter = options.IdleAfter,
        ProbeDeadline = options.ProbeDeadline,
        // A deadline that adapts never grows beyond its bounds because the operator made them tighter.
        ShortestDeadline = Least(new LinkTimings().ShortestDeadline, options.ProbeDeadline),
        FirstProbeDeadline = options.FirstProbeDeadline,
        HostDeadline = options.HostDeadline,
        ShortestBackOff = options.ShortestBackOff,
        LongestBackOff = options.LongestBackOff,
        Settle = options.Settle,
        Damping = options.Damping.Enabled ? Damping(options.Damping) : null,
    };

    private static DampingTimings Damping(LinkDampingOptions options) => new()
    {
        PenaltyPerOutage = options.PenaltyPerOutage,
        SuppressAbove = options.SuppressAbove,
        ReuseBelow = options.ReuseBelow,
        HalfLife = options.HalfLife,
        Longest = options.Longest,
    };

    internal static WireLimits Wire(WireOptions options) => new()
    {
        MaxStanzaBytes = options.MaxStanzaBytes,
        MaxDepth = options.MaxDepth,
        MaxAttributes = options.MaxAttributes,
        MaxQueuedBytes = options.MaxQueuedBytes,
        PingInterval = options.PingInterval,
        PingDeadline = options.PingDeadline,
    };

    internal static RoomSettings Rooms(MucOptions options, Domain service) => WithLinks(options.Links, new()
    {
        Service = service,
        Host = options.Components.FirstOrDefault(component => component.Host.Length > 0 && Domain.Parse(component.Domain) == service) is { } named ? Domain.Parse(named.Host) : null,
        Admins = [.. options.Admins.Select(BareJid.Parse)],
        Creation = options.Rooms.Create,
        Creators = [.. options.Rooms.Creators.Select(BareJid.Parse)],
        MaxRoomNameBytes = options.Rooms.MaxRoomNameBytes,
        MaxNickBytes = options.Rooms.MaxNickBytes,
        MaxMessageBytes = options.Rooms.MaxMessageBytes,
        Locking = options.Rooms.Locking,
        ConfigureWithin = options.Rooms.ConfigureWithin,
        LogsUrl = options.Rooms.LogsUrl,
        Defaults = options.Rooms.Defaults.ToConfig(),
        DefaultAdmins = [.. options.Rooms.Defaults.RoomAdmins.Select(BareJid.Parse)],
        DefaultOwners = [.. options.Rooms.Defaults.RoomOwners.Select(BareJid.Parse)],
        LockedFields = [.. options.Rooms.Locked],
        TombstonesStand = options.Rooms.Tombstones.Keep,
        MaxTombstones = options.Rooms.Tombstones.Max,
        OwnersRecreate = options.Rooms.Tombstones.OwnersRecreate,
        HistorySize = options.Rooms.HistorySize,
        HistoryFirst = options.Rooms.HistoryFirst,
        MaxOccupants = options.Rooms.MaxOccupants,
        MaxSubjectBytes = options.Rooms.MaxSubjectBytes,
        MaxVCardBytes = options.Rooms.MaxVCardBytes,
        MaxAffiliations = options.Rooms.MaxAffiliations,
        AffiliationVersions = options.Rooms.AffiliationVersions,
        RoomNames = options.Rooms.Names.ToPolicy(RoomOptionsValidator.RoomName),
        Nicks = options.Rooms.Nicks.ToPolicy(RoomOptionsValidator.ComparedNick) with { ForOlderServers = options.Rooms.NicksForOlderServers },
        ItemPerSession = options.Rooms.ItemPerSession,
        PresenceErrors = options.Rooms.PresenceErrors,
        MaxRoomsPerOwner = options.Rooms.MaxRoomsPerOwner,
        MaxReasonBytes = options.Rooms.MaxReasonBytes,
        MaxConfigValueBytes = options.Rooms.MaxConfigValueBytes,
        MaxPresenceBytes = options.Rooms.MaxPresenceBytes,
        MaxStatusBytes = options.Rooms.MaxStatusBytes,
        MaxSessionsPerOccupant = options.Rooms.MaxSessionsPerNick,
        ExtraOccupants = options.Rooms.ExtraOccupants,
        MaxInvitationsPerMessage = options.Rooms.MaxInvitationsPerMessage,
        InvitationsRemembered = options.Rooms.MaxPendingInvitations,
        VoiceRequestInterval = options.Rooms.VoiceRequestInterval,
        MaxVoiceRequestsPerInterval = options.Rooms.MaxVoiceRequests,
        OccupantRates = options.Rooms.Rates.Occupant.ToRates(),
        RoomRates = options.Rooms.Rates.Room.ToRates(),
    });

    /// <summary>With what rooms do about links.</summary>
    private static RoomSettings WithLinks(LinkOptions options, RoomSettings settings) => settings with
    {
        LinkPolicy = options.Policy,
        Grace = options.Grace,
        AnnotateTo = options.AnnotateTo,
        AnnotateLimit = options.AnnotateLimit,
        MaxSessionsPerDomain = options.MaxSessionsPerDomain,
        Resync = options.Resync,
        LockedLinkFields = [.. options.Locked],
        Domains = options.Domains.ToImmutableDictionary(domain => Domain.Parse(domain.Domain), domain => new DomainTerms(domain.Policy, domain.Grace)),
    };

    internal static ComponentEndpoint Endpoint(ComponentOptions component) =>
        HostPort.TryParse(component.Server, out var server)
            ? new ComponentEndpoint(Domain.Parse(component.Domain), server.Host, server.Port, component.ReadSecret())
            : throw new FormatException(component.Server);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
