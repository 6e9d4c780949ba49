using MucService.Xmpp.Unicode;

namespace MucService.Xmpp;

/// <summary>The Bidi Rule: text that is read from right to left is shown in one way only. RFC 5893 section 2.</summary>
internal static class BidiRule
{
    /// <summary>True if a text holds a code point that is read from right to left.</summary>
    public static bool AppliesTo(ReadOnlySpan<int> text)
    {
        foreach (var code in text)
        {
            if (Class(code) is BidiClass.R or BidiClass.AL or BidiClass.AN)
                return true;
        }

        return false;
    }

    /// <summary>True if the six conditions hold.</summary>
    public static bool HoldsFor(ReadOnlySpan<int> text)
    {
        if (text.IsEmpty)
            return false;

        return Class(text[0]) switch
        {
            BidiClass.R or BidiClass.AL => RightToLeft(text),
            BidiClass.L => LeftToRight(text),
            _ => false,
        };
    }

    private static bool RightToLeft(ReadOnlySpan<int> text)
    {
        var (european, arabic) = (false, false);
        foreach (var code in text)
        {
            var found = Class(code);
            if (found is BidiClass.L or BidiClass.Other)
                return false;

            european |= found == BidiClass.EN;
            arabic |= found == BidiClass.AN;
        }

        return !(european && arabic) && LastBeforeMarks(text) is BidiClass.R or BidiClass.AL or BidiClass.EN or BidiClass.AN;
    }

    private static bool LeftToRight(ReadOnlySpan<int> text)
    {
        foreach (var code in text)
        {
            if (Class(code) is BidiClass.R or BidiClass.AL or BidiClass.AN or BidiClass.Other)
                return false;
        }

        return LastBeforeMarks(text) is BidiClass.L or BidiClass.EN;
    }

    private static BidiClass LastBeforeMarks(ReadOnlySpan<int> text)
    {
        var last = text.Length - 1;
        while (last > 0 && Class(text[last]) == BidiClass.NSM)
            last--;
        return Class(text[last]);
    }

    private static BidiClass Class(int code) => UnicodeTables.Of(code).Bidi;
}
