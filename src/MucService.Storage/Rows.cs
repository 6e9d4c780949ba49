using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>A room as its row in the <c>rooms</c> table says; the directory that disco reads, too.</summary>
/// <param name="Room">The room; the key.</param>
/// <param name="Owner">Who created it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Locked">Nobody but its owner may enter yet. XEP-0045 #createroom-reserved.</param>
/// <param name="Persistent">It stays when the last occupant leaves.</param>
/// <param name="Public">It is listed, once it is unlocked.</param>
/// <param name="Name">The name, for people; empty if none.</param>
/// <param name="Description">The description; empty if none.</param>
/// <param name="HasJournal">Its owners decided something: there are events in the journal to recover.</param>
/// <param name="Occupants">How many occupants there are. More than zero exactly if there are sessions: who is woken after a restart depends on it.</param>
/// <param name="NextOrder">The order that the next session gets.</param>
public sealed record RoomRow(
    BareJid Room,
    BareJid Owner,
    DateTimeOffset CreatedAt,
    bool Locked,
    bool Persistent,
    bool Public,
    string Name,
    string Description,
    bool HasJournal,
    int Occupants,
    long NextOrder)
{
    /// <summary>Only those with an affiliation may enter; for the directory.</summary>
    public bool MembersOnly { get; init; }

    /// <summary>A password is needed; for the directory. The password itself is in the journal only.</summary>
    public bool PasswordProtected { get; init; }

    /// <summary>The room's secret for its occupants' ids, in hexadecimal; written when the row is created, and never changed.</summary>
    public string OccupantIdKey { get; init; } = "";
}

/// <summary>One full JID in a room.</summary>
/// <param name="RealJid">Whose session; the key within the room.</param>
/// <param name="Nick">The nick, as written.</param>
/// <param name="Role">The role of this visit; the numbers are the caller's.</param>
/// <param name="Order">The order of entry in this room.</param>
/// <param name="EnteredAt">When it entered.</param>
/// <param name="Presence">What it last said of itself, as the caller wrote it.</param>
/// <param name="PresenceAt">When it said so.</param>
/// <param name="CapsNode">XEP-0115 <c>node</c>, or null.</param>
/// <param name="CapsVer">XEP-0115 <c>ver</c>, or null.</param>
/// <param name="CapsHash">XEP-0115 <c>hash</c>, or null.</param>
public sealed record SessionRow(
    FullJid RealJid,
    string Nick,
    int Role,
    long Order,
    DateTimeOffset EnteredAt,
    byte[] Presence,
    DateTimeOffset PresenceAt,
    string? CapsNode,
    string? CapsVer,
    string? CapsHash);

/// <summary>One message of a room's history: a place in a ring, written over in turn.</summary>
/// <param name="Slot">The place: the number modulo the size of the ring; the key within the room.</param>
/// <param name="Number">Its number in this room, from 1.</param>
/// <param name="At">When it was said.</param>
/// <param name="Nick">The nick under which.</param>
/// <param name="RealJid">By whom.</param>
/// <param name="Message">The message, as the caller wrote it.</param>
public sealed record HistoryRow(int Slot, long Number, DateTimeOffset At, string Nick, string RealJid, byte[] Message);
