using System.Collections.Immutable;
using System.Diagnostics;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>What an occupant may do by role: the rows of the first table of XEP-0045 #roles-priv.</summary>
public enum RolePrivilege
{
    /// <summary>Be in the room.</summary>
    PresentInRoom,

    /// <summary>Hear what is said to all.</summary>
    ReceiveMessages,

    /// <summary>See who is there.</summary>
    ReceiveOccupantPresence,

    /// <summary>Be seen by others.</summary>
    BroadcastPresence,

    /// <summary>Be away, or back.</summary>
    ChangeAvailabilityStatus,

    /// <summary>Take another nick.</summary>
    ChangeRoomNickname,

    /// <summary>Speak to one.</summary>
    SendPrivateMessages,

    /// <summary>Ask others to come.</summary>
    InviteOtherUsers,

    /// <summary>Speak to all: voice.</summary>
    SendMessagesToAll,

    /// <summary>Change the subject.</summary>
    ModifySubject,

    /// <summary>Remove participants and visitors.</summary>
    KickParticipantsAndVisitors,

    /// <summary>Make a visitor a participant.</summary>
    GrantVoice,

    /// <summary>Make a participant a visitor.</summary>
    RevokeVoice,
}

/// <summary>What a bare JID may do by affiliation: the rows of the table of XEP-0045 #affil-priv.</summary>
public enum AffiliationPrivilege
{
    /// <summary>Enter a room that is not members-only.</summary>
    EnterOpenRoom,

    /// <summary>Become a member by asking.</summary>
    RegisterWithOpenRoom,

    /// <summary>Read who is a member.</summary>
    RetrieveMemberList,

    /// <summary>Enter a members-only room.</summary>
    EnterMembersOnlyRoom,

    /// <summary>Ban members and those without an affiliation.</summary>
    BanMembersAndUnaffiliatedUsers,

    /// <summary>Grant and revoke membership.</summary>
    EditMemberList,

    /// <summary>Grant and revoke the role of moderator.</summary>
    AssignAndRemoveModeratorRole,

    /// <summary>Grant and revoke the affiliation of admin.</summary>
    EditAdminList,

    /// <summary>Grant and revoke the affiliation of owner.</summary>
    EditOwnerList,

    /// <summary>Configure.</summary>
    ChangeRoomConfiguration,

    /// <summary>Destroy.</summary>
    DestroyRoom,
}

/// <summary>The tables of XEP-0045 #associations, as tables: what roles and affiliations may do, and who changes them.</summary>
public static class Privileges
{
    private const bool Yes = true;
    private const bool No = false;

    // XEP-0045 #roles-priv. Configuration may take or give what MayWith looks at.
    private static readonly ImmutableDictionary<RolePrivilege, ByRole> Roles = new Dictionary<RolePrivilege, ByRole>
    {
        //                                                         None Visitor Participant Moderator
        [RolePrivilege.PresentInRoom] = new(No, Yes, Yes, Yes),
        [RolePrivilege.ReceiveMessages] = new(No, Yes, Yes, Yes),
        [RolePrivilege.ReceiveOccupantPresence] = new(No, Yes, Yes, Yes),
        [RolePrivilege.BroadcastPresence] = new(No, Yes, Yes, Yes),
        [RolePrivilege.ChangeAvailabilityStatus] = new(No, Yes, Yes, Yes),
        [RolePrivilege.ChangeRoomNickname] = new(No, Yes, Yes, Yes),
        [RolePrivilege.SendPrivateMessages] = new(No, Yes, Yes, Yes),
        [RolePrivilege.InviteOtherUsers] = new(No, Yes, Yes, Yes),
        [RolePrivilege.SendMessagesToAll] = new(No, No, Yes, Yes),
        [RolePrivilege.ModifySubject] = new(No, No, Yes, Yes),
        [RolePrivilege.KickParticipantsAndVisitors] = new(No, No, No, Yes),
        [RolePrivilege.GrantVoice] = new(No, No, No, Yes),
        [RolePrivilege.RevokeVoice] = new(No, No, No, Yes),
    }.ToImmutableDictionary();

    // XEP-0045 #affil-priv. "N/A" is No: who is affiliated cannot register.
    private static readonly ImmutableDictionary<AffiliationPrivilege, ByAffiliation> Affiliations = new Dictionary<AffiliationPrivilege, ByAffiliation>
    {
        //                                                                       Outcast None Member Admin Owner
        [AffiliationPrivilege.EnterOpenRoom] = new(No, Yes, Yes, Yes, Yes),
        [AffiliationPrivilege.RegisterWithOpenRoom] = new(No, Yes, No, No, No),
        [AffiliationPrivilege.RetrieveMemberList] = new(No, No, Yes, Yes, Yes),
        [AffiliationPrivilege.EnterMembersOnlyRoom] = new(No, No, Yes, Yes, Yes),
        [AffiliationPrivilege.BanMembersAndUnaffiliatedUsers] = new(No, No, No, Yes, Yes),
        [AffiliationPrivilege.EditMemberList] = new(No, No, No, Yes, Yes),
        [AffiliationPrivilege.AssignAndRemoveModeratorRole] = new(No, No, No, Yes, Yes),
        [AffiliationPrivilege.EditAdminList] = new(No, No, No, No, Yes),
        [AffiliationPrivilege.EditOwnerList] = new(No, No, No, No, Yes),
        [AffiliationPrivilege.ChangeRoomConfiguration] = new(No, No, No, No, Yes),
        [AffiliationPrivilege.DestroyRoom] = new(No, No, No, No, Yes),
    }.ToImmutableDictionary();

    /// <summary>What a role may do where the configuration says nothing else. XEP-0045 #roles-priv.</summary>
    public static bool May(Role role, RolePrivilege privilege) => Roles[privilege].Of(role);

    /// <summary>What a role may do in a room so configured. XEP-0045 #roles-priv, with its footnotes.</summary>
    public static bool May(Role role, RolePrivilege privilege, RoomConfig config) => May(role, privilege) && privilege switch
    {
        RolePrivilege.BroadcastPresence => config.PresenceBroadcast.Contains(role),
        RolePrivilege.SendPrivateMessages => role >= config.PrivateMessagesFrom,
        RolePrivilege.ModifySubject => role == Role.Moderator || config.AnyoneChangesSubject,
        _ => true,
    };

    /// <summary>What an affiliation may do. XEP-0045 #affil-priv.</summary>
    public static bool May(Affiliation affiliation, AffiliationPrivilege privilege) => Affiliations[privilege].Of(affiliation);

    /// <summary>True if an affiliation may enter a room so configured. XEP-0045 #affil-priv.</summary>
    public static bool MayEnter(Affiliation affiliation, RoomConfig config) =>
        May(affiliation, config.MembersOnly ? AffiliationPrivilege.EnterMembersOnlyRoom : AffiliationPrivilege.EnterOpenRoom);

    /// <summary>
    /// True if an occupant may invite to a room so configured. To a members-only room admins may, and members where they are allowed
    /// to; the invitation makes a member. XEP-0045 #roles-priv, #invite-mediated.
    /// </summary>
    public static bool MayInvite(Role role, Affiliation affiliation, RoomConfig config) =>
        May(role, RolePrivilege.InviteOtherUsers)
        && (!config.MembersOnly || config.MembersInvite || May(affiliation, AffiliationPrivilege.EditMemberList));

    /// <summary>The role with which an affiliation enters; none if it may not. XEP-0045 #roles-default.</summary>
    public static Role InitialRole(Affiliation affiliation, RoomConfig config) => affiliation switch
    {
        _ when !MayEnter(affiliation, config) => Role.None,
        Affiliation.None => config.Moderated ? Role.Visitor : Role.Participant,
        Affiliation.Member => Role.Participant,
        Affiliation.Admin or Affiliation.Owner => Role.Moderator,
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// The role that an occupant has once the affiliation changed. XEP-0045 #roles-change: the role that is gained with an
    /// affiliation is fixed, the one that is lost is left to us: who loses the affiliation that made a moderator gets the role
    /// that the new one would enter with; anybody else keeps what he has.
    /// </summary>
    public static Role RoleAfter(Role now, Affiliation before, Affiliation after, RoomConfig config)
    {
        var initial = InitialRole(after, config);
        if (initial == Role.None || before >= Affiliation.Admin)
            return initial;

        return now > initial ? now : after == Affiliation.None ? now : initial;
    }

    /// <summary>
    /// Whether somebody may change the role of an occupant, or the condition to refuse it with.
    /// XEP-0045 #roles-change, #kick, #grantvoice, #revokevoice, #grantmod, #revokemod.
    /// </summary>
    /// <param name="by">Role and affiliation of who wants it; the role is none if not in the room.</param>
    /// <param name="of">Role and affiliation of the occupant.</param>
    /// <param name="role">The role wanted.</param>
    public static ErrorCondition? RefuseRole((Role Role, Affiliation Affiliation) by, (Role Role, Affiliation Affiliation) of, Role role)
    {
        // Voice and moderatorship of admins and owners are taken by nobody: #revokevoice, #revokemod.
        var isLoss = role != Role.None && role < of.Role;
        if (isLoss && of.Affiliation >= Affiliation.Admin && May(by.Role, RolePrivilege.RevokeVoice))
            return ErrorCondition.NotAllowed;

        var toOrFromModerator = role == Role.Moderator || (of.Role == Role.Moderator && role != Role.None);
        if (toOrFromModerator && !May(by.Affiliation, AffiliationPrivilege.AssignAndRemoveModeratorRole))
            return ErrorCondition.Forbidden;
        if (!toOrFromModerator && !May(by.Role, RolePrivilege.KickParticipantsAndVisitors))
            return ErrorCondition.Forbidden;

        return role switch
        {
            Role.None => RefuseKick(by.Affiliation, of),
            _ when role >= of.Role => null,
            // Moderators by affiliation stay moderators: #revokemod.
            _ when of.Affiliation >= Affiliation.Admin => ErrorCondition.NotAllowed,
            _ when of.Role == Role.Moderator => null,
            // "At or above the moderator's level": having no affiliation is not a level that protects. #revokevoice.
            _ when of.Affiliation > Affiliation.None && of.Affiliation >= by.Affiliation => ErrorCondition.NotAllowed,
            _ => null,
        };
    }

    /// <summary>
    /// Whether somebody may change an affiliation, or the condition to refuse it with. XEP-0045 #affil-change: admins edit the
    /// lists of members and outcasts, owners all; #ban says not-allowed where other sections say forbidden.
    /// </summary>
    /// <param name="by">The affiliation of who wants it.</param>
    /// <param name="before">The affiliation now.</param>
    /// <param name="after">The affiliation wanted.</param>
    public static ErrorCondition? RefuseAffiliation(Affiliation by, Affiliation before, Affiliation after)
    {
        if (!May(by, AffiliationPrivilege.EditMemberList))
            return ErrorCondition.Forbidden;

        var higher = before > after ? before : after;
        var needed = higher switch
        {
            Affiliation.Owner => AffiliationPrivilege.EditOwnerList,
            Affiliation.Admin => AffiliationPrivilege.EditAdminList,
            _ => AffiliationPrivilege.EditMemberList,
        };
        if (May(by, needed))
            return null;

        return after == Affiliation.Outcast ? ErrorCondition.NotAllowed : ErrorCondition.Forbidden;
    }

    private static ErrorCondition? RefuseKick(Affiliation by, (Role Role, Affiliation Affiliation) of)
    {
        if (by < of.Affiliation)
            return ErrorCondition.NotAllowed;

        return of.Role == Role.Moderator && !May(by, AffiliationPrivilege.AssignAndRemoveModeratorRole) ? ErrorCondition.NotAllowed : null;
    }

    private readonly record struct ByRole(bool None, bool Visitor, bool Participant, bool Moderator)
    {
        public bool Of(Role role) => role switch
        {
            Role.None => None,
            Role.Visitor => Visitor,
            Role.Participant => Participant,
            Role.Moderator => Moderator,
            _ => throw new UnreachableException(),
        };
    }

    private readonly record struct ByAffiliation(bool Outcast, bool None, bool Member, bool Admin, bool Owner)
    {
        public bool Of(Affiliation affiliation) => affiliation switch
        {
            Affiliation.Outcast => Outcast,
            Affiliation.None => None,
            Affiliation.Member => Member,
            Affiliation.Admin => Admin,
            Affiliation.Owner => Owner,
            _ => throw new UnreachableException(),
        };
    }
}
