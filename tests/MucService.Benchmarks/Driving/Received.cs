namespace MucService.Benchmarks.Driving;

/// <summary>
/// What the occupants of one room got: each message exactly once and in order, each presence counted. A stanza that is not the
/// next one for its recipient is a fault.
/// </summary>
/// <param name="first">The number of the first occupant; the others follow.</param>
/// <param name="occupants">How many.</param>
/// <param name="isQuiet">Each is sent his own presence only.</param>
internal sealed class Received(int first, int occupants, bool isQuiet = false)
{
    private static readonly int ToOfMessage = "<message to='o".Length;
    private static readonly int ToOfPresence = "<presence to='o".Length;
    private static readonly int FromOfPresence = "<presence to='o000000@a.example/d' from='r000000@chats.example/n".Length;

    private readonly int[] _next = new int[occupants];
    private readonly bool[] _seen = new bool[isQuiet ? occupants : occupants * occupants];
    private int _bodyAt;

    /// <summary>Messages with a body.</summary>
    public long Messages { get; private set; }

    /// <summary>Messages without: the subject, which ends an entry.</summary>
    public long Subjects { get; private set; }

    /// <summary>Presences of somebody to somebody that had none of him yet.</summary>
    public long Presences { get; private set; }

    /// <summary>Stanzas that came twice, out of order, or for nobody here; and errors.</summary>
    public long Faults { get; private set; }

    /// <summary>The first of them.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>Takes a message.</summary>
    public void Message(ReadOnlySpan<byte> stanza)
    {
        var to = Names.Read(stanza.Slice(ToOfMessage, Names.Digits)) - first;
        if ((uint)to >= (uint)occupants)
        {
            Fault(stanza);
            return;
        }

        if (!FindBody(stanza))
        {
            Subjects++;
            return;
        }

        Messages++;
        if (Names.Read(stanza.Slice(_bodyAt, Names.SequenceDigits)) != _next[to]++)
            Fault(stanza);
    }

    /// <summary>Takes a presence.</summary>
    public void Presence(ReadOnlySpan<byte> stanza)
    {
        var to = Names.Read(stanza.Slice(ToOfPresence, Names.Digits)) - first;
        var of = Names.Read(stanza.Slice(FromOfPresence, Names.Digits)) - first;
        var place = isQuiet ? to : (to * occupants) + of;
        if ((uint)to >= (uint)occupants || (uint)of >= (uint)occupants || IsError(stanza) || _seen[place] || (isQuiet && to != of))
        {
            Fault(stanza);
            return;
        }

        _seen[place] = true;
        Presences++;
    }

    private static bool IsError(ReadOnlySpan<byte> presence) => presence[(FromOfPresence + Names.Digits)..].StartsWith("' type='error'"u8);

    /// <summary>In a broadcast the body stands where it stood before.</summary>
    private bool FindBody(ReadOnlySpan<byte> stanza)
    {
        var body = "<body>"u8;
        if (_bodyAt > body.Length && stanza.Length > _bodyAt && stanza[(_bodyAt - body.Length).._bodyAt].SequenceEqual(body))
            return true;

        var found = stanza.IndexOf(body);
        if (found < 0)
            return false;

        _bodyAt = found + body.Length;
        return true;
    }

    private void Fault(ReadOnlySpan<byte> stanza)
    {
        Faults++;
        FirstFault ??= System.Text.Encoding.UTF8.GetString(stanza);
    }
}
