using MucService.Actors.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What nodes say to one another of the rooms behind a link, to protobuf and back.</summary>
internal static class LinkSurveyMessages
{
    public static Proto.RoomsBehind Write(LinkMessages.RoomsBehind said)
    {
        var kept = new Proto.RoomsBehind
        {
            Rooms = said.Rooms,
            Occupants = said.Occupants,
            Sessions = said.Sessions,
            OutOfSync = said.OutOfSync,
            Stanzas = said.Stanzas,
            Silent = said.Silent,
        };
        kept.Listed.AddRange(said.Listed.Select(Write));
        return kept;
    }

    public static LinkMessages.RoomsBehind Read(Proto.RoomsBehind kept) =>
        new([.. kept.Listed.Select(Read)], kept.Rooms, kept.Occupants, kept.Sessions, kept.OutOfSync, kept.Stanzas, kept.Silent);

    private static Proto.RoomBehind Write(LinkMessages.RoomBehind said)
    {
        var kept = new Proto.RoomBehind { Room = said.Room.ToString(), Effect = (int)said.Effect, Sessions = said.Sessions, Stanzas = said.Stanzas };
        kept.Occupants.AddRange(said.Occupants.Select(nick => nick.Value));
        return kept;
    }

    private static LinkMessages.RoomBehind Read(Proto.RoomBehind kept) =>
        new(BareJid.Parse(kept.Room), (LossEffect)kept.Effect, [.. kept.Occupants.Select(Nick.Parse)], kept.Sessions, kept.Stanzas);
}
