using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MucService.Xmpp;

namespace MucService.Actors.Hosts;

/// <summary>What the service says of itself, without looking anything up: what it is and can do, its software, its time, that it is there.</summary>
internal sealed class ServiceAnswers
{
    private const string Traffic = Namespaces.Muc + "#traffic";
    private const string Software = "urn:x-mucservice";
    private const string Hash = "sha-1";
    private const string Algo = "sha-256";

    private static readonly string[] Features =
    [
        Namespaces.DiscoInfo, Namespaces.DiscoItems, Namespaces.Muc, Namespaces.StableIds, Namespaces.UniqueRoomNames, Namespaces.OccupantIds, Namespaces.Ping,
        Namespaces.ResultSets, Namespaces.PresenceAnnotations, Namespaces.Version, Namespaces.EntityTime, Namespaces.LastActivity,
        Namespaces.VCard, Namespaces.Commands, Namespaces.Caps, Namespaces.Caps2,
    ];

    private readonly string _version;
    private readonly ImmutableArray<FormField> _contact;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly string _ver;
    private readonly string _hash;

    /// <param name="version">The program's version. XEP-0092.</param>
    /// <param name="contact">Whom to turn to: the fields of XEP-0157's form; none for no form.</param>
    /// <param name="time">The wall clock.</param>
    public ServiceAnswers(string version, ImmutableArray<FormField> contact, TimeProvider time)
    {
        _version = version;
        _contact = contact;
        _time = time;
        _startedAt = time.GetTimestamp();
        _ver = CapsHash.Compute(Info(node: null), Hash)!;
        _hash = CapabilityHash.Compute(Info(node: null), Algo)!;
    }

    /// <summary>The answer to an iq, be it a refusal.</summary>
    public HostMessages.Send To(Stanza iq)
    {
        if (iq.Type is not (StanzaType.Get or StanzaType.Set) || iq.Payloads is not [var payload])
            return Refuse(iq, ErrorCondition.BadRequest);

        // RFC 6120 section 8.4: what belongs to a protocol that nobody here speaks is another matter than what is missing of one.
        if (!Features.Contains(payload.Name.Namespace))
            return Refuse(iq, ErrorCondition.ServiceUnavailable);
        if (iq.Type == StanzaType.Set || payload.Element is not { } asked)
            return Refuse(iq, ErrorCondition.FeatureNotImplemented);
        if (asked.Is("query", Namespaces.DiscoInfo) && asked["node"] is { Length: > 0 } node && node != $"{Software}#{_ver}" && node != CapabilityHash.Node(Algo, _hash))
            return Refuse(iq, node == Traffic ? ErrorCondition.ServiceUnavailable : ErrorCondition.ItemNotFound);
        if (asked.Is("ping", Namespaces.Ping))
            return new HostMessages.Send(iq.Answer(StanzaType.Result));

        return Told(asked) is { } told ? new HostMessages.Send(iq.Answer(StanzaType.Result).With(told).InEnglish()) : Refuse(iq, ErrorCondition.FeatureNotImplemented);
    }

    /// <summary>
    /// The service's presence, for who asks for it: that it is there, and what it can do. RFC 6121 section 4.3.2, XEP-0115 #protocol,
    /// XEP-0390 #usecases-broadcast.
    /// </summary>
    public Stanza PresenceFor(Stanza probe) => probe.Answer(StanzaType.Available)
        .With(new Element("c", Namespaces.Caps)
            .With("hash", Hash)
            .With("node", Software)
            .With("ver", _ver))
        .With(new Element("c", Namespaces.Caps2)
            .With(new Element("hash", Namespaces.Hashes).With("algo", Algo).WithText(_hash)));

    private static HostMessages.Send Refuse(Stanza stanza, ErrorCondition condition) => ServiceRefusals.To(stanza, ServiceRefusals.Of(condition));

    private Element? Told(Element asked) => (asked.Name.Local, asked.Name.Namespace) switch
    {
        ("query", Namespaces.DiscoInfo) => Info(asked["node"]),
        ("query", Namespaces.Version) => new Element("query", Namespaces.Version)
            .With(new Element("name", Namespaces.Version).WithText("MucService"))
            .With(new Element("version", Namespaces.Version).WithText(_version)),
        ("time", Namespaces.EntityTime) => new Element("time", Namespaces.EntityTime)
            .With(new Element("tzo", Namespaces.EntityTime).WithText("+00:00"))
            .With(new Element("utc", Namespaces.EntityTime).WithText(XmppDateTime.Format(_time.GetUtcNow()))),
        ("query", Namespaces.LastActivity) => new Element("query", Namespaces.LastActivity)
            .With("seconds", ((long)_time.GetElapsedTime(_startedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        ("vCard", Namespaces.VCard) => new Element("vCard", Namespaces.VCard)
            .With(new Element("FN", Namespaces.VCard).WithText("Chat rooms")),
        ("unique", Namespaces.UniqueRoomNames) => new Element("unique", Namespaces.UniqueRoomNames)
            .WithText(RandomNumberGenerator.GetHexString(40, lowercase: true)),
        _ => null,
    };

    private Element Info(string? node)
    {
        DiscoIdentity[] identity = [new("conference", "text", "Chat rooms", "en")];
        if (_contact.IsEmpty)
            return Disco.Info(node, identity, Features);

        var form = new DataForm(DataFormType.Result, Namespaces.ServerInfo);
        foreach (var field in _contact)
            form = form.With(field);

        return Disco.Info(node, identity, Features, form);
    }
}
