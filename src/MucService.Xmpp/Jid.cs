using System.Diagnostics.CodeAnalysis;

namespace MucService.Xmpp;

/// <summary>An address without a resource: <c>local@domain</c>, or a bare <c>domain</c>. RFC 7622.</summary>
public sealed class BareJid : IEquatable<BareJid>
{
    private readonly int _hash;

    internal BareJid(string local, Domain domain)
    {
        Local = local;
        Domain = domain;
        _hash = HashCode.Combine(local.GetHashCode(StringComparison.Ordinal), domain.Value.GetHashCode(StringComparison.Ordinal));
    }

    /// <summary>The bare JID of a domain.</summary>
    public BareJid(Domain domain)
        : this("", domain)
    {
    }

    /// <summary>The part before the <c>@</c>, by UsernameCaseMapped; empty for a domain.</summary>
    public string Local { get; }

    /// <summary>The domain.</summary>
    public Domain Domain { get; }

    /// <summary>True if there is no local part.</summary>
    public bool IsDomain => Local.Length == 0;

    /// <summary>Reads and normalizes a bare JID. False if it is not one, or has a resource.</summary>
    public static bool TryParse(ReadOnlySpan<char> written, [NotNullWhen(true)] out BareJid? jid)
    {
        jid = Jid.TryParse(written, out var parsed) && parsed.Resource is null ? parsed.Bare : null;
        return jid is not null;
    }

    /// <summary>Reads and normalizes a bare JID.</summary>
    /// <exception cref="FormatException">It is not a bare JID.</exception>
    public static BareJid Parse(string written) =>
        TryParse(written, out var jid) ? jid : throw new FormatException($"'{written}' is not a bare JID");

    /// <inheritdoc/>
    public bool Equals(BareJid? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Local == other.Local && Domain == other.Domain);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BareJid);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => IsDomain ? Domain.Value : $"{Local}@{Domain.Value}";

    /// <summary>Equal if local part and domain are.</summary>
    public static bool operator ==(BareJid? one, BareJid? other) => one?.Equals(other) ?? other is null;

    /// <summary>Different if local part or domain is.</summary>
    public static bool operator !=(BareJid? one, BareJid? other) => !(one == other);
}

/// <summary>An address with a resource: one session of somebody. RFC 7622.</summary>
public sealed class FullJid : IEquatable<FullJid>
{
    private readonly int _hash;

    internal FullJid(BareJid bare, string resource)
    {
        Bare = bare;
        Resource = resource;
        _hash = HashCode.Combine(bare, resource.GetHashCode(StringComparison.Ordinal));
    }

    /// <summary>Whose session.</summary>
    public BareJid Bare { get; }

    /// <summary>Which session, by OpaqueString; never empty.</summary>
    public string Resource { get; }

    /// <summary>The domain.</summary>
    public Domain Domain => Bare.Domain;

    /// <summary>Reads and normalizes a full JID. False if it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<char> written, [NotNullWhen(true)] out FullJid? jid)
    {
        jid = Jid.TryParse(written, out var parsed) ? parsed.Full : null;
        return jid is not null;
    }

    /// <summary>Reads and normalizes a full JID.</summary>
    /// <exception cref="FormatException">It is not a full JID.</exception>
    public static FullJid Parse(string written) =>
        TryParse(written, out var jid) ? jid : throw new FormatException($"'{written}' is not a full JID");

    /// <inheritdoc/>
    public bool Equals(FullJid? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Resource == other.Resource && Bare.Equals(other.Bare));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FullJid);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => $"{Bare}/{Resource}";

    /// <summary>Equal if bare JID and resource are.</summary>
    public static bool operator ==(FullJid? one, FullJid? other) => one?.Equals(other) ?? other is null;

    /// <summary>Different if bare JID or resource is.</summary>
    public static bool operator !=(FullJid? one, FullJid? other) => !(one == other);
}

/// <summary>An address as it stands in a stanza: bare or full. RFC 7622.</summary>
public sealed class Jid : IEquatable<Jid>
{
    /// <summary>The address of a bare JID.</summary>
    public Jid(BareJid bare) => Bare = bare;

    /// <summary>The address of a full JID.</summary>
    public Jid(FullJid full)
    {
        Bare = full.Bare;
        Full = full;
    }

    /// <summary>The address without its resource.</summary>
    public BareJid Bare { get; }

    /// <summary>The address if it has a resource, or null.</summary>
    public FullJid? Full { get; }

    /// <summary>The resource, or null.</summary>
    public string? Resource => Full?.Resource;

    /// <summary>The domain.</summary>
    public Domain Domain => Bare.Domain;

    /// <summary>Reads and normalizes an address. False if it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<char> written, [NotNullWhen(true)] out Jid? jid)
    {
        jid = null;
        var slash = written.IndexOf('/');
        var bare = slash < 0 ? written : written[..slash];
        var at = bare.IndexOf('@');

        var local = "";
        if (at >= 0 && !JidParts.TryLocal(bare[..at], out local))
            return false;
        if (!Domain.TryParse(bare[(at + 1)..], out var domain))
            return false;
        if (slash < 0)
        {
            jid = new Jid(new BareJid(local, domain));
            return true;
        }

        if (!JidParts.TryResource(written[(slash + 1)..], out var resource))
            return false;

        jid = new Jid(new FullJid(new BareJid(local, domain), resource));
        return true;
    }

    /// <summary>Reads and normalizes an address.</summary>
    /// <exception cref="FormatException">It is not an address.</exception>
    public static Jid Parse(string written) =>
        TryParse(written, out var jid) ? jid : throw new FormatException($"'{written}' is not a JID");

    /// <inheritdoc/>
    public bool Equals(Jid? other) =>
        ReferenceEquals(this, other) || (other is not null && Bare.Equals(other.Bare) && Resource == other.Resource);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Jid);

    /// <inheritdoc/>
    public override int GetHashCode() => Full?.GetHashCode() ?? Bare.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Full?.ToString() ?? Bare.ToString();

    /// <summary>The address of a bare JID.</summary>
    public static implicit operator Jid(BareJid bare) => new(bare);

    /// <summary>The address of a full JID.</summary>
    public static implicit operator Jid(FullJid full) => new(full);

    /// <summary>The address of an occupant.</summary>
    public static implicit operator Jid(OccupantJid occupant) => occupant.Address;
}

/// <summary>A nick as the occupant wrote it, by OpaqueString. RFC 8265; two nicks conflict by <see cref="Comparable"/>.</summary>
public sealed class Nick : IEquatable<Nick>
{
    private Nick(string value, string comparable)
    {
        Value = value;
        Comparable = comparable;
    }

    /// <summary>The nick as it is shown and as it stands in occupant JIDs.</summary>
    public string Value { get; }

    /// <summary>The form in which nicks conflict: two nicks with equal forms cannot be in one room. RFC 8266 section 2.4.</summary>
    public string Comparable { get; }

    /// <summary>Reads a nick. False if it is no resource of a JID (RFC 7622 section 3.4) or no nickname (RFC 8266).</summary>
    public static bool TryParse(ReadOnlySpan<char> written, [NotNullWhen(true)] out Nick? nick)
    {
        nick = JidParts.TryResource(written, out var value) && JidParts.TryNickComparison(value, out var comparable)
            ? new Nick(value, comparable)
            : null;
        return nick is not null;
    }

    /// <summary>Reads a nick.</summary>
    /// <exception cref="FormatException">It is not a nick.</exception>
    public static Nick Parse(string written) =>
        TryParse(written, out var nick) ? nick : throw new FormatException($"'{written}' is not a nick");

    /// <summary>True if the two cannot be in one room. RFC 8266.</summary>
    public bool ConflictsWith(Nick other) => Comparable == other.Comparable;

    /// <summary>Equal if written alike.</summary>
    public bool Equals(Nick? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Nick);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Equal if written alike.</summary>
    public static bool operator ==(Nick? one, Nick? other) => one?.Equals(other) ?? other is null;

    /// <summary>Different if not written alike.</summary>
    public static bool operator !=(Nick? one, Nick? other) => !(one == other);
}

/// <summary>The address of an occupant: <c>room@service/nick</c>. XEP-0045.</summary>
public sealed record OccupantJid
{
    /// <summary>The address of a nick in a room.</summary>
    public OccupantJid(BareJid room, Nick nick)
    {
        Room = room;
        Nick = nick;
        Address = new Jid(new FullJid(room, nick.Value));
    }

    /// <summary>The room.</summary>
    public BareJid Room { get; }

    /// <summary>The nick in it.</summary>
    public Nick Nick { get; }

    /// <summary>The same as an address of a stanza.</summary>
    public Jid Address { get; }

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}
