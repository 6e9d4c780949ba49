using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>A room in the directory.</summary>
/// <param name="Room">The room.</param>
/// <param name="Owner">Who created it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Name">The name, for people; empty if none.</param>
/// <param name="Description">The description; empty if none.</param>
/// <param name="Occupants">How many occupants there are.</param>
/// <param name="Public">It is listed, once it is unlocked.</param>
/// <param name="Locked">Nobody but its owner may enter yet.</param>
/// <param name="Persistent">It stays when the last occupant leaves.</param>
/// <param name="MembersOnly">Only those with an affiliation may enter.</param>
/// <param name="PasswordProtected">A password is needed.</param>
public sealed record DirectoryEntry(
    BareJid Room,
    BareJid Owner,
    DateTimeOffset CreatedAt,
    string Name,
    string Description,
    int Occupants,
    bool Public,
    bool Locked,
    bool Persistent,
    bool MembersOnly,
    bool PasswordProtected);

/// <summary>A room with occupants, to be woken after a restart.</summary>
/// <param name="Room">The room.</param>
/// <param name="Occupants">How many.</param>
public readonly record struct OccupiedRoom(BareJid Room, int Occupants);

/// <summary>How many sessions of one remote domain are in the rooms of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Remote">The domain of the sessions.</param>
/// <param name="Sessions">How many.</param>
public readonly record struct DomainSessions(Domain Service, Domain Remote, long Sessions);
