namespace MucService.TestBed;

/// <summary>What a bed is made of.</summary>
public sealed record BedOptions
{
    /// <summary>The domain that the service serves.</summary>
    public const string Service = "chats.shakespeare.lit";

    /// <summary>Another domain that the service serves where <see cref="TwoServices"/> says so.</summary>
    public const string OtherService = "games.shakespeare.lit";

    /// <summary>The pubsub service beside the remote domain, a Prosody's; the nurse is its admin.</summary>
    public const string RemotePubSub = "pubsub.capulet.lit";

    /// <summary>The pubsub service of the host, where that is an ejabberd.</summary>
    public const string HostPubSub = "pubsub.montague.lit";

    /// <summary>The secret in the snippets of <c>deploy/</c>.</summary>
    public const string Secret = "change-me";

    /// <summary>The secret that the host expects; the service sends <see cref="Secret"/>.</summary>
    public string SecretAtHost { get; init; } = Secret;

    /// <summary>Whether <c>montague.lit</c>, the service's host, is an ejabberd.</summary>
    public bool EjabberdAsHost { get; init; }

    /// <summary>Whether the host, if it is a Prosody, has a second service's domain, too.</summary>
    public bool TwoServices { get; init; }

    /// <summary>Whether the host, if it is a Prosody, tells the service of its connections: <c>mod_muc_link_events</c>.</summary>
    public bool LinkEvents { get; init; }

    /// <summary>Whether the servers that are Prosodys annotate presence for their users, with short times: <c>mod_presence_annotations</c>.</summary>
    public bool Annotations { get; init; }

    /// <summary>Whether the servers that are Prosodys use one connection for both directions, as their own configuration has them do: <c>mod_s2s_bidi</c>.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Whether the servers that are Prosodys send in their own names what anybody has them send, as a hostile one could.</summary>
    public bool SpeaksForAll { get; init; }

    /// <summary>Whether the host refuses a second stream of the service, which several nodes cannot do with.</summary>
    public bool HostKeepsOlderStream { get; init; }

    /// <summary>Whether the host, if it is a Prosody, writes down which instance of a room said what, and the service says so: <c>mod_room_instances</c>.</summary>
    public bool RecordsInstances { get; init; }

    /// <summary>Whether the host serves rooms by itself, in place of the service: to try the bed and the clients.</summary>
    public bool HostServesRooms { get; init; }

    /// <summary>Whether the servers log each stanza.</summary>
    public bool Verbose { get; init; }

    /// <summary>A folder for the logs, to be read after a failure.</summary>
    public string? KeepLogsIn { get; init; }

    /// <summary>A folder that <c>montague.lit</c> serves over HTTP.</summary>
    public string? Web { get; init; }
}
