using System.Text;
using MucService.Benchmarks.Driving;

namespace MucService.Benchmarks.Limit;

/// <summary>What the limit program knows of a room: the stanzas that the service would send, ready-made.</summary>
internal sealed class LimitRoom(int room)
{
    private const string Sequence = "########";
    private const string Number = "######";
    private const string OccupantId = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='hRpujQSKVCRk3AL165OXAw'/>";

    private readonly ReadyMade _messages = new(to => Message(room, to), Sequence);
    private readonly ReadyMade _presencesToNew = new(of => Presence(room, of, $"o{Number}@{Names.Near}/d", ""), Number);
    private readonly ReadyMade _presencesOfNew = new(to => Presence(room, Number, Names.Occupant(to), ""), Number);
    private readonly byte[] _subject = Encoding.UTF8.GetBytes(
        $"<message to='o{Number}@{Names.Near}/d' from='{Names.Room(room)}' type='groupchat'><subject></subject></message>");

    /// <summary>Somebody enters: everybody sees him, he sees everybody, himself, and the subject.</summary>
    public void Enter(int occupant, LimitOutput output)
    {
        _presencesToNew.Number(occupant);
        _presencesOfNew.Number(occupant);
        output.Write(_presencesOfNew.Stanzas);
        output.Write(_presencesToNew.Stanzas);
        output.Write(Encoding.UTF8.GetBytes(Presence(room, occupant, Names.Occupant(occupant), "<status code='110'/>")));
        Names.Write(_subject.AsSpan("<message to='o".Length, Names.Digits), occupant);
        output.Write(_subject);

        _messages.Add(occupant);
        _presencesToNew.Add(occupant);
        _presencesOfNew.Add(occupant);
    }

    /// <summary>Who entered last leaves: everybody sees him go.</summary>
    public void LeaveLast(int occupant, LimitOutput output)
    {
        _messages.RemoveLast();
        _presencesToNew.RemoveLast();
        _presencesOfNew.RemoveLast();
        _presencesOfNew.Number(occupant);
        output.Write(_presencesOfNew.Stanzas);
        output.Write(Encoding.UTF8.GetBytes(Presence(room, occupant, Names.Occupant(occupant), "<status code='110'/>")));
    }

    /// <summary>Somebody speaks.</summary>
    public void Say(int sequence, LimitOutput output)
    {
        _messages.Number(sequence);
        output.Write(_messages.Stanzas);
    }

    private static string Message(int room, int to) =>
        $"<message to='{Names.Occupant(to)}' from='{Names.Room(room)}/{Names.Nick(1)}' type='groupchat' id='m00000000'>"
        + $"<body>{Sequence}{new string('x', 80 - Sequence.Length)}</body>"
        + $"<stanza-id xmlns='urn:xmpp:sid:0' by='{Names.Room(room)}' id='0123456789abcdef-12345'/>{OccupantId}</message>";

    private static string Presence(int room, int of, string to, string status) =>
        Presence(room, Names.Nick(of)[1..], to, status);

    private static string Presence(int room, string of, string to, string status) =>
        $"<presence to='{to}' from='{Names.Room(room)}/n{of}'>"
        + $"<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/>{status}</x>{OccupantId}</presence>";
}
