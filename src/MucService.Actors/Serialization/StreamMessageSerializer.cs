using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Google.Protobuf;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What nodes say to one another about the streams to the hosts. See <c>stream_messages.proto</c>.</summary>
/// <param name="system">The system it serves.</param>
public sealed class StreamMessageSerializer(ExtendedActorSystem system) : ProtocolSerializer(system, identifier: 310_005, Rows)
{
    internal static ImmutableArray<Type> Bound => [.. Rows.Select(row => row.Type)];

    private static ImmutableArray<Row> Rows { get; } =
    [
        Row.Of<StreamMessages.Holds, Proto.HoldsStreams>(
            "holds",
            Write,
            kept => new StreamMessages.Holds(Domain.Parse(kept.Service), kept.Term, kept.IsOpen, kept.Reason)
            {
                TakesFolded = kept.TakesFolded,
                TakesGathered = kept.TakesGathered,
                IsRead = kept.IsRead,
            }),
        Row.Of<StreamMessages.TakeOver, Proto.TakeOverStreams>(
            "take-over",
            said => new Proto.TakeOverStreams { Service = said.Service.Value, Term = said.Term, IsRead = said.IsRead },
            kept => new StreamMessages.TakeOver(Domain.Parse(kept.Service), kept.Term) { IsRead = kept.IsRead }),
        Row.Of<StreamMessages.TakenOver, Proto.StreamsTakenOver>(
            "taken-over",
            said => new Proto.StreamsTakenOver { Service = said.Service.Value, IsOpen = said.IsOpen },
            kept => new StreamMessages.TakenOver(Domain.Parse(kept.Service), kept.IsOpen)),
        Row.Of<StreamMessages.CanYouReach, Proto.ServiceNamed>(
            "can-you-reach", said => new Proto.ServiceNamed { Service = said.Service.Value }, kept => new StreamMessages.CanYouReach(Domain.Parse(kept.Service))),
        Row.Of<StreamMessages.CanReach, Proto.ServiceNamed>(
            "can-reach", said => new Proto.ServiceNamed { Service = said.Service.Value }, kept => new StreamMessages.CanReach(Domain.Parse(kept.Service))),
        Row.Of<StreamMessages.Output, Proto.RoomOutput>("output", Write, Read),
        Row.Of<StreamMessages.Handled, Proto.RoomNumber>("handled", Write, ReadHandled),
        OfRoom("send-again", said => (said.Room, said.After), (room, number) => new StreamMessages.SendAgain(room, number)),
        OfRoom("superseded", said => (said.Room, said.Epoch), (room, number) => new StreamMessages.Superseded(room, number)),
        Row.Of<StreamMessages.Write, Proto.WriteStanza>(
            "write",
            said => new Proto.WriteStanza { Stanza = CommonValues.Write(said.Stanza) },
            kept => new StreamMessages.Write(CommonValues.Read(kept.Stanza))),
        Row.Of<StreamMessages.Ask, Proto.AskByStanza>(
            "ask",
            said => new Proto.AskByStanza { Number = said.Number, Stanza = CommonValues.Write(said.Stanza) },
            kept => new StreamMessages.Ask(kept.Number, CommonValues.Read(kept.Stanza))),
        Row.Of<StreamMessages.Answered, Proto.StanzaAnswered>(
            "answered",
            Write,
            kept => new StreamMessages.Answered(kept.Number, kept.Answer is { } answer ? CommonValues.Read(answer) : null)
            {
                Proves = kept.HasOutput ? new OutputPlace(kept.Output, kept.Position, kept.StreamBegan) : null,
            }),
        Row.Of<StreamMessages.Returned, Proto.WriteStanza>(
            "returned",
            said => new Proto.WriteStanza { Stanza = CommonValues.Write(said.Stanza) },
            kept => new StreamMessages.Returned(CommonValues.Read(kept.Stanza))),
        Row.Of<StreamMessages.MaySpeak, Proto.MaySpeak>(
            "may-speak",
            said => new Proto.MaySpeak { Number = said.Number, Uid = said.Uid },
            kept => new StreamMessages.MaySpeak(kept.Number, kept.Uid)),
        Row.Of<StreamMessages.YouMay, Proto.YouMay>(
            "you-may", said => new Proto.YouMay { Number = said.Number }, kept => new StreamMessages.YouMay(kept.Number)),
        Row.Of<StreamMessages.LetSpeak, Proto.LetSpeak>(
            "let-speak", said => new Proto.LetSpeak { Uid = said.Uid }, kept => new StreamMessages.LetSpeak(kept.Uid)),
        Row.Of<StreamMessages.LetSpeakBefore, Proto.LetSpeakBefore>(
            "let-speak-before",
            said => new Proto.LetSpeakBefore { Uid = said.Uid, Milliseconds = said.Milliseconds },
            kept => new StreamMessages.LetSpeakBefore(kept.Uid, kept.Milliseconds)),
    ];

    private static Row OfRoom<TSaid>(string manifest, Func<TSaid, (BareJid Room, long Number)> write, Func<BareJid, long, TSaid> read)
        where TSaid : class => Row.Of<TSaid, Proto.RoomNumber>(
            manifest,
            said => new Proto.RoomNumber { Room = write(said).Room.ToString(), Number = write(said).Number },
            kept => read(BareJid.Parse(kept.Room), kept.Number));

    private static Proto.HoldsStreams Write(StreamMessages.Holds said) => new()
    {
        Service = said.Service.Value,
        Term = said.Term,
        IsOpen = said.IsOpen,
        Reason = said.Reason,
        TakesFolded = said.TakesFolded,
        TakesGathered = said.TakesGathered,
        IsRead = said.IsRead,
    };

    private static Proto.RoomNumber Write(StreamMessages.Handled said)
    {
        var kept = new Proto.RoomNumber { Room = said.Room.ToString(), Number = said.Number };
        if (said.Written is { } at)
            (kept.Output, kept.Position, kept.Probed) = (at.Output, at.Position, at.Probed);
        return kept;
    }

    private static StreamMessages.Handled ReadHandled(Proto.RoomNumber kept) => new(BareJid.Parse(kept.Room), kept.Number)
    {
        Written = kept.HasOutput ? new WrittenAt(kept.Output, kept.Position, kept.Probed) : null,
    };

    private static Proto.StanzaAnswered Write(StreamMessages.Answered said)
    {
        var kept = new Proto.StanzaAnswered { Number = said.Number, Answer = said.Answer is { } answer ? CommonValues.Write(answer) : null };
        if (said.Proves is { } place)
            (kept.Output, kept.Position, kept.StreamBegan) = (place.Output, place.Position, place.StreamBegan);
        return kept;
    }

    // The bytes are nobody's to change: they need not be copied on the way.
    private static Proto.RoomOutput Write(StreamMessages.Output said) => new()
    {
        Room = said.Room.ToString(),
        Epoch = said.Epoch,
        Number = said.Number,
        After = said.After,
        More = said.More,
        Stanzas = said.Stanzas,
        HandledBy = said.HandledBy,
        Handled = said.Handled,
        Bytes = UnsafeByteOperations.UnsafeWrap(said.Bytes.AsMemory()),
        IsFolded = said.IsFolded,
    };

    private static StreamMessages.Output Read(Proto.RoomOutput kept) => new(
        BareJid.Parse(kept.Room),
        kept.Epoch,
        kept.Number,
        kept.After,
        kept.More,
        kept.Stanzas,
        kept.HandledBy,
        kept.Handled,
        ImmutableCollectionsMarshal.AsImmutableArray(kept.Bytes.ToByteArray()))
    {
        IsFolded = kept.IsFolded,
    };
}
