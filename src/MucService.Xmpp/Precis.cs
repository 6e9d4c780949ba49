using System.Globalization;
using MucService.Xmpp.Unicode;

namespace MucService.Xmpp;

/// <summary>What PRECIS makes of a code point. RFC 8264 section 8.</summary>
internal enum PrecisProperty
{
    /// <summary>PVALID: allowed in both classes.</summary>
    Valid,

    /// <summary>ID_DIS or FREE_PVAL: allowed in the FreeformClass only.</summary>
    FreeformOnly,

    /// <summary>CONTEXTJ or CONTEXTO: allowed where its rule holds.</summary>
    InContext,

    /// <summary>DISALLOWED.</summary>
    Disallowed,

    /// <summary>UNASSIGNED.</summary>
    Unassigned,
}

/// <summary>The string classes of PRECIS, and the property of code points that they rest on. RFC 8264.</summary>
internal static class Precis
{
    /// <summary>True if a text conforms to the IdentifierClass. RFC 8264 section 4.2.</summary>
    public static bool IsIdentifier(ReadOnlySpan<int> text) => Conforms(text, PrecisProperty.Valid);

    /// <summary>True if a text conforms to the FreeformClass. RFC 8264 section 4.3.</summary>
    public static bool IsFreeform(ReadOnlySpan<int> text) => Conforms(text, PrecisProperty.FreeformOnly);

    /// <summary>The derived property of a code point: the rules of RFC 8264 section 8, in their order.</summary>
    public static PrecisProperty Of(int code)
    {
        if (code is >= 0x21 and <= 0x7E)
            return PrecisProperty.Valid;
        if (Exception(code) is { } exception)
            return exception;

        var properties = UnicodeTables.Of(code);
        if (properties.Category == UnicodeCategory.OtherNotAssigned && !properties.Ignorable)
            return PrecisProperty.Unassigned;
        if (code is ContextRules.ZeroWidthNonJoiner or ContextRules.ZeroWidthJoiner)
            return PrecisProperty.InContext;
        if (IsOldHangulJamo(code) || properties.Ignorable || properties.Category == UnicodeCategory.Control)
            return PrecisProperty.Disallowed;
        if (HasCompatibilityEquivalent(code))
            return PrecisProperty.FreeformOnly;

        return OfCategory(properties.Category);
    }

    private static bool Conforms(ReadOnlySpan<int> text, PrecisProperty most)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var property = Of(text[at]);
            if (property == PrecisProperty.InContext ? !ContextRules.Allow(text, at) : property > most)
                return false;
        }

        return true;
    }

    // Sections 9.6 (F) and 9.7 (G, empty so far).
    private static PrecisProperty? Exception(int code) => code switch
    {
        0x00DF or 0x03C2 or 0x06FD or 0x06FE or 0x0F0B or 0x3007 => PrecisProperty.Valid,
        0x00B7 or 0x0375 or 0x05F3 or 0x05F4 or 0x30FB => PrecisProperty.InContext,
        (>= 0x0660 and <= 0x0669) or (>= 0x06F0 and <= 0x06F9) => PrecisProperty.InContext,
        0x0640 or 0x07FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B => PrecisProperty.Disallowed,
        _ => null,
    };

    // Section 9.9 (I): what takes part in conjoining jamo.
    private static bool IsOldHangulJamo(int code) =>
        code is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97C) or (>= 0xD7B0 and <= 0xD7C6) or (>= 0xD7CB and <= 0xD7FB);

    // Section 9.17 (Q).
    private static bool HasCompatibilityEquivalent(int code)
    {
        if (UnicodeTables.Canonical(code) is null && UnicodeTables.Compatibility(code) is null)
            return false;

        var text = char.ConvertFromUtf32(code);
        return Normalization.FormKC(text) != text;
    }

    // Sections 9.1 (A), 9.18 (R), 9.14 (N), 9.15 (O), 9.16 (P).
    private static PrecisProperty OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ModifierLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => PrecisProperty.Valid,
        UnicodeCategory.TitlecaseLetter or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            or UnicodeCategory.EnclosingMark or UnicodeCategory.SpaceSeparator => PrecisProperty.FreeformOnly,
        UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol => PrecisProperty.FreeformOnly,
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => PrecisProperty.FreeformOnly,
        _ => PrecisProperty.Disallowed,
    };
}
