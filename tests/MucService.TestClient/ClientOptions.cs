using System.Net;

namespace MucService.TestClient;

/// <summary>Who a client is, where it connects to, and what it says it can do.</summary>
public sealed record ClientOptions
{
    /// <summary>Where the XMPP server listens: a TCP address, or a Unix socket that leads to one.</summary>
    public required EndPoint Server { get; init; }

    /// <summary>The domain of the account, for example <c>montague.lit</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>The account; <see langword="null"/> for an anonymous one.</summary>
    public string? User { get; init; }

    /// <summary>The resource asked for.</summary>
    public string Resource { get; init; } = "lane";

    /// <summary>The password; the beds' servers take any.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>Whether <c>urn:xmpp:psa</c> is among the features. XEP-0310 #discovery.</summary>
    public bool AnnouncesPsa { get; init; } = true;

    /// <summary>Whether presence carries XEP-0115 capabilities at all.</summary>
    public bool SendsCapabilities { get; init; } = true;

    /// <summary>Whether presence is sent as soon as a resource is bound.</summary>
    public bool BecomesAvailable { get; init; } = true;

    /// <summary>Whether the session can be resumed after its connection was lost. XEP-0198.</summary>
    public bool Resumable { get; init; }

    /// <summary>Whether pings and disco#info are answered; a client that hangs answers nothing.</summary>
    public bool Answers { get; init; } = true;
}
