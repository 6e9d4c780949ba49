using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>Somebody with a client, and the rooms that he knows.</summary>
internal sealed class Person
{
    private readonly Timeline _time;
    private readonly Action<Stanza> _send;
    private readonly Dictionary<BareJid, Seat> _seats;
    private readonly PrivateMessages _privately;
    private TimeSpan _unnoticedUntil;

    /// <param name="jid">Who he is.</param>
    /// <param name="time">The time.</param>
    /// <param name="privately">What becomes of private messages.</param>
    /// <param name="send">Sends what he says.</param>
    public Person(FullJid jid, Timeline time, PrivateMessages privately, Action<Stanza> send)
    {
        (Jid, _time, _privately, _send) = (jid, time, privately, send);
        _seats = World.Rooms.ToDictionary(room => room, room => new Seat(this, room, time));
    }

    public FullJid Jid { get; }

    public bool IsOnline { get; private set; } = true;

    /// <summary>Every second client understands annotations.</summary>
    public bool UnderstandsAnnotations => Jid.Bare.Local!.Length % 2 == 0;

    public IEnumerable<Seat> Seats => _seats.Values;

    public Seat In(BareJid room) => _seats[room];

    /// <summary>Something was lost to him that the service cannot know before its next probe: until then he may be shown a nick under another owner.</summary>
    public void MissUnnoticed() => _unnoticedUntil = _time.Now + TimeSpan.FromSeconds(90);

    public bool MissesUnnoticed => _time.Now <= _unnoticedUntil;

    public void Send(Stanza stanza) => _send(stanza);

    /// <summary>His server ended, and his session with it: he knows.</summary>
    public void Lose()
    {
        IsOnline = false;
        foreach (var seat in Seats)
            seat.Forget();
    }

    public void Receive(Stanza stanza)
    {
        _time.Note($"{Jid} <- {Summarized(stanza)}");
        _privately.Came(Jid, stanza);
        if (stanza.Kind == StanzaKind.Iq && stanza.Type == StanzaType.Get)
            Send(stanza.Answer(StanzaType.Result));
        else if (stanza.Kind != StanzaKind.Iq && stanza.From is { } from && _seats.TryGetValue(from.Bare, out var seat))
            seat.Receive(stanza);
    }

    private static string Summarized(Stanza stanza)
    {
        var codes = stanza.Child("x", Namespaces.MucUser)?.Children.Select(child => child["code"]).Where(code => code is not null) ?? [];
        return $"{stanza.From?.Bare.Local}: {stanza.Kind} {stanza.Type} {stanza.From?.Resource} {string.Join(' ', codes)} {Seat.IdIn(stanza, "stanza-id", Namespaces.StanzaIds)}";
    }
}
