namespace MucService.Wire;

/// <summary>
/// The namespace declarations in force at one place of a stream, and which of the outer ones the payload being read makes use of.
/// Namespaces in XML 1.0.
/// </summary>
internal sealed class NamespaceScopes
{
    private const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";

    private readonly List<Declaration> _declarations = [];
    private int _payloadStart = int.MaxValue;

    private record struct Declaration(byte[] Prefix, string Namespace, int Depth, bool Borrowed);

    /// <summary>How many elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Forgets all declarations.</summary>
    public void Reset()
    {
        Depth = 0;
        _payloadStart = int.MaxValue;
        _declarations.Clear();
        _declarations.Add(new Declaration([], "", 0, Borrowed: false));
    }

    /// <summary>Begins an element.</summary>
    public void Enter() => Depth++;

    /// <summary>Ends an element, and its declarations with it.</summary>
    public void Leave()
    {
        var last = _declarations.Count - 1;
        while (_declarations[last].Depth == Depth)
            _declarations.RemoveAt(last--);
        Depth--;
    }

    /// <summary>Declares a namespace in the element entered last.</summary>
    /// <param name="prefix">The prefix, empty for the default namespace.</param>
    /// <param name="namespace">The namespace.</param>
    /// <exception cref="IllFormedXmlException">The prefix or the namespace is reserved.</exception>
    public void Declare(ReadOnlySpan<byte> prefix, string @namespace)
    {
        var isXml = prefix.SequenceEqual("xml"u8);
        if (isXml != (@namespace == Xmpp.Namespaces.Xml)
            || @namespace == XmlnsNamespace
            || prefix.SequenceEqual("xmlns"u8)
            || (@namespace.Length == 0 && !prefix.IsEmpty))
        {
            throw IllFormedXmlException.NotWellFormed("a reserved prefix or namespace");
        }

        if (!isXml)
            _declarations.Add(new Declaration(prefix.IsEmpty ? [] : prefix.ToArray(), @namespace, Depth, Borrowed: false));
    }

    /// <summary>The namespace of a prefix.</summary>
    /// <exception cref="IllFormedXmlException">The prefix is not declared.</exception>
    public string Resolve(ReadOnlySpan<byte> prefix)
    {
        for (var i = _declarations.Count - 1; i >= 0; i--)
        {
            var declaration = _declarations[i];
            if (!prefix.SequenceEqual(declaration.Prefix))
                continue;
            if (i < _payloadStart && !declaration.Borrowed && _payloadStart != int.MaxValue)
                _declarations[i] = declaration with { Borrowed = true };
            return declaration.Namespace;
        }

        return prefix.SequenceEqual("xml"u8)
            ? Xmpp.Namespaces.Xml
            : throw IllFormedXmlException.NotWellFormed("a prefix that is not declared");
    }

    /// <summary>From here on, notes which of the declarations made so far are used.</summary>
    public void BeginPayload() => _payloadStart = _declarations.Count;

    /// <summary>
    /// The outer declarations used since <see cref="BeginPayload"/>, to be added to the payload; null, as nearly always, for none.
    /// The default namespace needs no declaration where it is that of stanzas.
    /// </summary>
    public List<(byte[] Prefix, string Namespace)>? EndPayload()
    {
        List<(byte[], string)>? borrowed = null;
        for (var i = 0; i < _payloadStart; i++)
        {
            var declaration = _declarations[i];
            if (!declaration.Borrowed)
                continue;

            _declarations[i] = declaration with { Borrowed = false };
            if (declaration.Prefix.Length > 0 || !Interpreted.IsStanzaNamespace(declaration.Namespace))
                (borrowed ??= []).Add((declaration.Prefix, declaration.Namespace));
        }

        _payloadStart = int.MaxValue;
        return borrowed;
    }
}
