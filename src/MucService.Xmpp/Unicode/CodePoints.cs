using System.Globalization;

namespace MucService.Xmpp.Unicode;

/// <summary>How a code point takes part in bidirectional text; classes that no rule here asks for are <see cref="Other"/>. UAX #9.</summary>
internal enum BidiClass
{
    /// <summary>Any class not listed.</summary>
    Other,

    /// <summary>Left to right.</summary>
    L,

    /// <summary>Right to left.</summary>
    R,

    /// <summary>Arabic letter.</summary>
    AL,

    /// <summary>Arabic number.</summary>
    AN,

    /// <summary>European number.</summary>
    EN,

    /// <summary>European number separator.</summary>
    ES,

    /// <summary>Common number separator.</summary>
    CS,

    /// <summary>European number terminator.</summary>
    ET,

    /// <summary>Other neutral.</summary>
    ON,

    /// <summary>Boundary neutral.</summary>
    BN,

    /// <summary>Mark that does not advance.</summary>
    NSM,
}

/// <summary>The scripts that contextual rules ask for. RFC 5892 appendix A.</summary>
internal enum Script
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>Greek.</summary>
    Grek,

    /// <summary>Hebrew.</summary>
    Hebr,

    /// <summary>Hiragana.</summary>
    Hira,

    /// <summary>Katakana.</summary>
    Kana,

    /// <summary>Han.</summary>
    Hani,
}

/// <summary>What the Unicode Character Database says of a code point, as far as addresses need it.</summary>
/// <param name="Category">General category; not assigned where the database does not know the code point.</param>
/// <param name="Bidi">Bidirectional class.</param>
/// <param name="CombiningClass">Canonical combining class; 9 is a virama.</param>
/// <param name="Joining">Joining type: U, L, R, D, C or T.</param>
/// <param name="Script">The script, where a rule asks for it.</param>
/// <param name="Ignorable">Default ignorable, or a noncharacter.</param>
internal readonly record struct CodePoint(
    UnicodeCategory Category,
    BidiClass Bidi,
    byte CombiningClass,
    char Joining,
    Script Script,
    bool Ignorable)
{
    /// <summary>The combining class of viramas. RFC 5892 appendix A.</summary>
    public const byte Virama = 9;
}
