using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>How long a suspended session is kept.</summary>
internal static class GraceTime
{
    /// <summary>
    /// The grace time of a session. Where only moderators are told of links, ejections are spread over another grace time:
    /// who goes in the same moment would show who shares a server. All sessions of one occupant go together.
    /// </summary>
    public static TimeSpan Of(RoomState room, FullJid session)
    {
        var terms = LinkTerms.Of(room, session.Domain);
        return terms.AnnotateTo == AnnotateTo.Moderators ? terms.Grace * (1 + Chance(room, session.Bare)) : terms.Grace;
    }

    /// <summary>From 0 to 1: the same for each repetition, and nothing that others in the room could work out.</summary>
    private static double Chance(RoomState room, BareJid occupant)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{room.Address} {room.CreatedAt.UtcTicks} {occupant}"));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) / (uint.MaxValue + 1.0);
    }
}
