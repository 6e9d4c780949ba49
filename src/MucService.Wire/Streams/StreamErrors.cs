using System.Diagnostics;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Stream errors, those sent and those received. RFC 6120 section 4.9.</summary>
internal static class StreamErrors
{
    /// <summary>The error, and the end of the stream, that answer XML which a stream may not carry.</summary>
    public static byte[] Ending(XmlFault fault) => Encoding.UTF8.GetBytes(
        $"<stream:error><{Condition(fault)} xmlns='{Namespaces.StreamErrors}'/></stream:error></stream:stream>");

    /// <summary>What a stream error of the host means.</summary>
    public static StreamFailure Read(Element error)
    {
        var condition = error.Children.FirstOrDefault(child => child.Name.Namespace == Namespaces.StreamErrors && child.Name.Local != "text");
        var name = condition?.Name.Local ?? "undefined-condition";
        var text = error.Child("text", Namespaces.StreamErrors)?.Text is { Length: > 0 } written ? $"{name}: {written}" : name;
        return new StreamFailure(Kind(name), $"the host says {text}");
    }

    private static StreamFailureKind Kind(string condition) => condition switch
    {
        "conflict" => StreamFailureKind.Conflict,
        "not-authorized" => StreamFailureKind.WrongSecret,
        "host-unknown" or "host-gone" => StreamFailureKind.UnknownHost,
        "connection-timeout" => StreamFailureKind.TimedOut,
        _ => StreamFailureKind.HostError,
    };

    private static string Condition(XmlFault fault) => fault switch
    {
        XmlFault.NotWellFormed => "not-well-formed",
        XmlFault.RestrictedXml => "restricted-xml",
        XmlFault.UnsupportedEncoding => "unsupported-encoding",
        XmlFault.PolicyViolation => "policy-violation",
        XmlFault.InvalidNamespace => "invalid-namespace",
        _ => throw new UnreachableException(),
    };
}
