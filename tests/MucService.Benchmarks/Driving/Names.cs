using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MucService.Benchmarks.Driving;

/// <summary>
/// The names of everything in a run. All numbers have a fixed width, so that who a stanza is for and what it says is read at a
/// fixed place, by the driver as by the limit program.
/// </summary>
internal static class Names
{
    public const string Service = "chats.example";
    public const string Secret = "benchmark";

    /// <summary>How many digits the number of an occupant or a room has.</summary>
    public const int Digits = 6;

    /// <summary>How many digits the number of a message has.</summary>
    public const int SequenceDigits = 8;

    /// <summary>The domain of those who stay reachable.</summary>
    public const string Near = "a.example";

    /// <summary>The domain that is lost where a scenario loses one.</summary>
    public const string Far = "b.example";

    /// <summary>The full JID of an occupant. It is as long for each domain.</summary>
    public static string Occupant(int number, string domain = Near) => string.Create(CultureInfo.InvariantCulture, $"o{number:D6}@{domain}/d");

    public static string Room(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number:D6}@{Service}");

    public static string Nick(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number:D6}");

    /// <summary>Reads a number of fixed width.</summary>
    public static int Read(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = (number * 10) + (digit - '0');
        return number;
    }

    /// <summary>Writes a number in fixed width.</summary>
    public static void Write(Span<byte> digits, int number) =>
        Utf8Formatter.TryFormat(number, digits, out _, new System.Buffers.StandardFormat('D', (byte)digits.Length));

    /// <summary>A wish to enter a room.</summary>
    public static byte[] Join(int occupant, int room, string domain = Near, string children = "") => Encoding.UTF8.GetBytes(
        $"<presence from='{Occupant(occupant, domain)}' to='{Room(room)}/{Nick(occupant)}'><x xmlns='http://jabber.org/protocol/muc'/>{children}</presence>");

    /// <summary>That somebody leaves a room.</summary>
    public static byte[] Leave(int occupant, int room) => Encoding.UTF8.GetBytes(
        $"<presence from='{Occupant(occupant)}' to='{Room(room)}/{Nick(occupant)}' type='unavailable'/>");

    /// <summary>The id of a message.</summary>
    public static string MessageId(int sequence) => string.Create(CultureInfo.InvariantCulture, $"m{sequence:D8}");

    /// <summary>A message to all with a body of 80 bytes, which begins with its number.</summary>
    public static byte[] Message(int occupant, int room, int sequence, string domain = Near) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"<message from='{Occupant(occupant, domain)}' to='{Room(room)}' type='groupchat' id='m{sequence:D8}'><body>{sequence:D8}{Filling}</body></message>"));

    /// <summary>That an owner sets fields of the configuration, each to one value or to none.</summary>
    public static byte[] Configure(int owner, int room, params (string Field, string? Value)[] fields) => Encoding.UTF8.GetBytes(
        $"<iq type='set' from='{Occupant(owner)}' to='{Room(room)}' id='c'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field>"
        + string.Concat(fields.Select(field => $"<field var='{field.Field}'>{(field.Value is null ? "" : $"<value>{field.Value}</value>")}</field>"))
        + "</x></query></iq>");

    /// <summary>That an owner gives somebody who is not there an affiliation.</summary>
    public static byte[] Affiliate(int owner, int room, int number, string affiliation) => Encoding.UTF8.GetBytes(
        $"<iq type='set' from='{Occupant(owner)}' to='{Room(room)}' id='a'><query xmlns='http://jabber.org/protocol/muc#admin'>"
        + $"<item jid='o{number:D6}@{Far}' affiliation='{affiliation}'/></query></iq>");

    private static string Filling { get; } = new('x', 80 - SequenceDigits);
}
