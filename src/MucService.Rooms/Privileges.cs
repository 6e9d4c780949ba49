using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>The role and affiliation tables of XEP-0045.</summary>
internal static class Privileges
{
    /// <summary>The role somebody enters with. XEP-0045 #roles-default.</summary>
    public static Role InitialRole(Affiliation affiliation, RoomConfig config) => affiliation switch
    {
        Affiliation.Outcast => Role.None,
        Affiliation.None => config.Moderated ? Role.Visitor : Role.Participant,
        Affiliation.Member => Role.Participant,
        Affiliation.Admin or Affiliation.Owner => Role.Moderator,
        _ => throw new UnreachableException(),
    };
}
