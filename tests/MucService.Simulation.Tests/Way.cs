using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>What becomes of what goes between the host and another server.</summary>
internal enum WayState
{
    Open,

    /// <summary>The host cannot connect: it sends everything back at once. Nothing arrives from there.</summary>
    Refused,

    /// <summary>Packets vanish in both directions; the connection stays, and what is written waits in it.</summary>
    BlackHole,

    /// <summary>Packets vanish in our direction only.</summary>
    OneWay,
}

/// <summary>How a black hole ends.</summary>
internal enum Healing
{
    /// <summary>The connection was never lost: what waited arrives, late and in order.</summary>
    Late,

    /// <summary>The connection is lost with all that waited in it.</summary>
    Lost,

    /// <summary>The host connects anew, and what waited in the old connection arrives after what follows.</summary>
    Overtaken,
}

/// <summary>The way between the host and another server. Stanzas travel as bytes, written and read by the program's own code.</summary>
/// <param name="time">The time.</param>
/// <param name="arrive">Takes what arrives.</param>
/// <param name="sendBack">Takes what the host could not send.</param>
/// <param name="lose">Takes what is lost.</param>
/// <param name="tellLost">Where the host tells of its connections: that it has lost one. Else null.</param>
internal sealed class Way(Timeline time, Action<Stanza> arrive, Action<Stanza> sendBack, Action<Stanza> lose, Action? tellLost)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    private readonly List<(int Writer, byte[] Stanza)> _waiting = [];
    private int _writer;

    public WayState State { get; private set; }

    public bool LetsIn => State is WayState.Open or WayState.OneWay;

    public void Send(byte[] stanza)
    {
        switch (State)
        {
            case WayState.Open:
                time.In(Latency, () => arrive(StanzaParser.ParseStanza(stanza)));
                break;
            case WayState.Refused:
                time.In(Latency, () => sendBack(StanzaParser.ParseStanza(stanza)));
                break;
            default:
                _waiting.Add((_writer, stanza));
                break;
        }
    }

    public void Cut(WayState state)
    {
        if (State == WayState.Open)
            State = state;
    }

    /// <summary>
    /// Ends it. A connection is lost, or overtaken, only with a probe in it, or where the host tells of it: of what is lost or late without any sign at all
    /// nobody can know.
    /// </summary>
    /// <returns>True if something was lost, or will be late.</returns>
    public bool Heal(Healing healing)
    {
        (int Writer, byte[] Stanza)[] waiting = [.. _waiting];
        _waiting.Clear();
        State = WayState.Open;
        if (healing == Healing.Lost)
            tellLost?.Invoke();
        if (!waiting.Any(written => IsProbe(written.Stanza)) && !(healing == Healing.Lost && tellLost is not null))
            healing = Healing.Late;

        switch (healing)
        {
            case Healing.Late:
                foreach (var (_, stanza) in waiting)
                    Send(stanza);
                break;
            case Healing.Overtaken:
                foreach (var (writer, stanza) in waiting)
                    time.In(TimeSpan.FromSeconds(30), () => SendOf(writer, stanza));
                break;
            case Healing.Lost:
                Lose(waiting);
                break;
        }

        return healing != Healing.Late;
    }

    /// <summary>
    /// Another process writes from now on. What an earlier one wrote, and is overtaken, is lost: the next one knows nothing of the earlier one's probes,
    /// and nobody could tell that it came late.
    /// </summary>
    public void BeginAnew() => _writer++;

    private void SendOf(int writer, byte[] stanza)
    {
        if (writer == _writer)
            Send(stanza);
        else
            Lose([(writer, stanza)]);
    }

    /// <summary>The host ends: everything in it is lost.</summary>
    public void Lose()
    {
        Lose(_waiting);
        _waiting.Clear();
    }

    private void Lose(IEnumerable<(int Writer, byte[] Stanza)> lost)
    {
        foreach (var (_, stanza) in lost)
            lose(StanzaParser.ParseStanza(stanza));
    }

    private static bool IsProbe(byte[] stanza) =>
        StanzaParser.ParseStanza(stanza) is { Kind: StanzaKind.Iq, To: { Bare.IsDomain: true, Full: null } };
}
