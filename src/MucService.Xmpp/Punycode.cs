using System.Text;

namespace MucService.Xmpp;

/// <summary>Labels of domains in the letters that the DNS knows. RFC 3492, with the parameters of its section 5.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int LeastThreshold = 1;
    private const int MostThreshold = 26;
    private const int FirstBias = 72;
    private const int FirstCode = 128;

    /// <summary>The code points that such letters stand for. False if they stand for nothing.</summary>
    /// <param name="letters">Lower-case ASCII, without the prefix <c>xn--</c>.</param>
    /// <param name="codes">The code points.</param>
    public static bool TryDecode(ReadOnlySpan<char> letters, out List<int> codes)
    {
        var delimiter = letters.LastIndexOf('-');
        codes = [.. letters[..Math.Max(delimiter, 0)].ToArray().Select(letter => (int)letter)];
        var rest = letters[(delimiter + 1)..];
        var (code, index, bias) = (FirstCode, 0, FirstBias);
        while (!rest.IsEmpty)
        {
            if (!TryReadNumber(ref rest, bias, out var delta))
                return false;

            var count = codes.Count + 1;
            bias = Adapt(delta, count, first: index == 0 && codes.Count == Math.Max(delimiter, 0));
            if (!TryPlace(ref code, ref index, delta, count))
                return false;

            codes.Insert(index++, code);
        }

        return true;
    }

    /// <summary>The letters that stand for some code points, without the prefix <c>xn--</c>.</summary>
    public static string Encode(ReadOnlySpan<int> codes)
    {
        var letters = new StringBuilder();
        foreach (var code in codes)
        {
            if (code < FirstCode)
                letters.Append((char)code);
        }

        var basic = letters.Length;
        if (basic > 0)
            letters.Append('-');

        var (next, delta, bias, handled) = (FirstCode, 0, FirstBias, basic);
        while (handled < codes.Length)
        {
            var least = LeastFrom(codes, next);
            delta += (least - next) * (handled + 1);
            next = least;
            foreach (var code in codes)
            {
                if (code < next)
                    delta++;
                if (code != next)
                    continue;

                WriteNumber(letters, delta, bias);
                bias = Adapt(delta, handled + 1, first: handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        return letters.ToString();
    }

    private static int LeastFrom(ReadOnlySpan<int> codes, int bound)
    {
        var least = int.MaxValue;
        foreach (var code in codes)
        {
            if (code >= bound)
                least = Math.Min(least, code);
        }

        return least;
    }

    private static bool TryPlace(ref int code, ref int index, int delta, int count)
    {
        var place = (long)index + delta;
        var found = code + (place / count);
        if (found > 0x10FFFF)
            return false;

        code = (int)found;
        index = (int)(place % count);
        return Rune.IsValid(code);
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> letters, int bias, out int number)
    {
        number = 0;
        long value = 0, weight = 1;
        for (var k = Base; !letters.IsEmpty; k += Base)
        {
            var digit = letters[0] switch
            {
                >= 'a' and <= 'z' => letters[0] - 'a',
                >= '0' and <= '9' => letters[0] - '0' + 26,
                _ => Base,
            };
            letters = letters[1..];
            value += digit * weight;
            if (digit == Base || value > int.MaxValue)
                return false;

            var threshold = Threshold(k, bias);
            number = (int)value;
            if (digit < threshold)
                return true;

            weight *= Base - threshold;
        }

        return false;
    }

    private static void WriteNumber(StringBuilder letters, int number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (number < threshold)
                break;

            letters.Append(Letter(threshold + ((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }

        letters.Append(Letter(number));
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, LeastThreshold, MostThreshold);

    private static int Adapt(int delta, int count, bool first)
    {
        const int skew = 38;
        const int damp = 700;
        delta = first ? delta / damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - LeastThreshold) * MostThreshold / 2; k += Base)
            delta /= Base - LeastThreshold;

        return k + ((Base - LeastThreshold + 1) * delta / (delta + skew));
    }
}
