namespace MucService.Wire;

/// <summary>Why bytes are not the XML that a stream may carry, by the stream error that says so. RFC 6120 section 4.9.3.</summary>
public enum XmlFault
{
    /// <summary>Not XML, or not XML with namespaces. RFC 6120 section 11.3.</summary>
    NotWellFormed,

    /// <summary>A comment, a processing instruction, a DTD, or an entity other than the five of XML. RFC 6120 section 11.1.</summary>
    RestrictedXml,

    /// <summary>Not UTF-8. RFC 6120 section 11.6.</summary>
    UnsupportedEncoding,

    /// <summary>A stream header over its bound, or of another protocol. RFC 6120 section 4.9.3.14.</summary>
    PolicyViolation,

    /// <summary>The stream is not in the namespace of RFC 6120. Section 4.9.3.10.</summary>
    InvalidNamespace,
}

/// <summary>Bytes that are not the XML that a stream may carry.</summary>
public sealed class IllFormedXmlException(XmlFault fault, string message) : FormatException(message)
{
    /// <summary>What is wrong.</summary>
    public XmlFault Fault { get; } = fault;

    internal static IllFormedXmlException NotWellFormed(string message) => new(XmlFault.NotWellFormed, message);

    internal static IllFormedXmlException Restricted(string message) => new(XmlFault.RestrictedXml, message);
}
