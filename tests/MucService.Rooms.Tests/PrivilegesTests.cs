using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests;

/// <summary>The tables of XEP-0045 #associations, row by row. "Yes*" is Yes by default.</summary>
public class PrivilegesTests
{
    private const bool Yes = true;
    private const bool No = false;

    // #roles-priv: None, Visitor, Participant, Moderator.
    [Theory]
    [InlineData(RolePrivilege.PresentInRoom, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.ReceiveMessages, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.ReceiveOccupantPresence, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.BroadcastPresence, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.ChangeAvailabilityStatus, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.ChangeRoomNickname, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.SendPrivateMessages, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.InviteOtherUsers, No, Yes, Yes, Yes)]
    [InlineData(RolePrivilege.SendMessagesToAll, No, No, Yes, Yes)]
    [InlineData(RolePrivilege.ModifySubject, No, No, Yes, Yes)]
    [InlineData(RolePrivilege.KickParticipantsAndVisitors, No, No, No, Yes)]
    [InlineData(RolePrivilege.GrantVoice, No, No, No, Yes)]
    [InlineData(RolePrivilege.RevokeVoice, No, No, No, Yes)]
    public void Privileges_associated_with_roles(RolePrivilege privilege, bool none, bool visitor, bool participant, bool moderator)
    {
        Assert.Equal(none, Privileges.May(Role.None, privilege));
        Assert.Equal(visitor, Privileges.May(Role.Visitor, privilege));
        Assert.Equal(participant, Privileges.May(Role.Participant, privilege));
        Assert.Equal(moderator, Privileges.May(Role.Moderator, privilege));
    }

    // #affil-priv: Outcast, None, Member, Admin, Owner.
    [Theory]
    [InlineData(AffiliationPrivilege.EnterOpenRoom, No, Yes, Yes, Yes, Yes)]
    [InlineData(AffiliationPrivilege.RegisterWithOpenRoom, No, Yes, No, No, No)]
    [InlineData(AffiliationPrivilege.RetrieveMemberList, No, No, Yes, Yes, Yes)]
    [InlineData(AffiliationPrivilege.EnterMembersOnlyRoom, No, No, Yes, Yes, Yes)]
    [InlineData(AffiliationPrivilege.BanMembersAndUnaffiliatedUsers, No, No, No, Yes, Yes)]
    [InlineData(AffiliationPrivilege.EditMemberList, No, No, No, Yes, Yes)]
    [InlineData(AffiliationPrivilege.AssignAndRemoveModeratorRole, No, No, No, Yes, Yes)]
    [InlineData(AffiliationPrivilege.EditAdminList, No, No, No, No, Yes)]
    [InlineData(AffiliationPrivilege.EditOwnerList, No, No, No, No, Yes)]
    [InlineData(AffiliationPrivilege.ChangeRoomConfiguration, No, No, No, No, Yes)]
    [InlineData(AffiliationPrivilege.DestroyRoom, No, No, No, No, Yes)]
    public void Privileges_associated_with_affiliations(
        AffiliationPrivilege privilege, bool outcast, bool none, bool member, bool admin, bool owner)
    {
        Assert.Equal(outcast, Privileges.May(Affiliation.Outcast, privilege));
        Assert.Equal(none, Privileges.May(Affiliation.None, privilege));
        Assert.Equal(member, Privileges.May(Affiliation.Member, privilege));
        Assert.Equal(admin, Privileges.May(Affiliation.Admin, privilege));
        Assert.Equal(owner, Privileges.May(Affiliation.Owner, privilege));
    }

    // #roles-default: Outcast, None, Member, Admin, Owner.
    [Theory]
    [InlineData(true, false, Role.None, Role.Visitor, Role.Participant, Role.Moderator, Role.Moderator)]
    [InlineData(false, false, Role.None, Role.Participant, Role.Participant, Role.Moderator, Role.Moderator)]
    [InlineData(false, true, Role.None, Role.None, Role.Participant, Role.Moderator, Role.Moderator)]
    [InlineData(true, true, Role.None, Role.None, Role.Participant, Role.Moderator, Role.Moderator)]
    public void Initial_role_based_on_affiliation(bool moderated, bool membersOnly, Role outcast, Role none, Role member, Role admin, Role owner)
    {
        var config = new RoomConfig { Moderated = moderated, MembersOnly = membersOnly };

        Assert.Equal(outcast, Privileges.InitialRole(Affiliation.Outcast, config));
        Assert.Equal(none, Privileges.InitialRole(Affiliation.None, config));
        Assert.Equal(member, Privileges.InitialRole(Affiliation.Member, config));
        Assert.Equal(admin, Privileges.InitialRole(Affiliation.Admin, config));
        Assert.Equal(owner, Privileges.InitialRole(Affiliation.Owner, config));
    }

    // #roles-change: who may take an unaffiliated occupant from the first role to the second.
    [Theory]
    [InlineData(Role.Visitor, Role.None, "moderator")]
    [InlineData(Role.Visitor, Role.Participant, "moderator")]
    [InlineData(Role.Visitor, Role.Moderator, "admin")]
    [InlineData(Role.Participant, Role.None, "moderator")]
    [InlineData(Role.Participant, Role.Visitor, "moderator")]
    [InlineData(Role.Participant, Role.Moderator, "admin")]
    [InlineData(Role.Moderator, Role.None, "admin")]
    [InlineData(Role.Moderator, Role.Visitor, "admin")]
    [InlineData(Role.Moderator, Role.Participant, "admin")]
    public void Role_state_chart(Role from, Role to, string least)
    {
        var of = (from, Affiliation.None);

        Assert.NotNull(Privileges.RefuseRole((Role.Participant, Affiliation.Member), of, to));
        Assert.Equal(least == "moderator", Privileges.RefuseRole((Role.Moderator, Affiliation.None), of, to) is null);
        Assert.Null(Privileges.RefuseRole((Role.Moderator, Affiliation.Admin), of, to));
        Assert.Null(Privileges.RefuseRole((Role.Moderator, Affiliation.Owner), of, to));
    }

    [Theory]
    [InlineData(Affiliation.None, Affiliation.Member)]
    [InlineData(Affiliation.None, Affiliation.Admin)]
    [InlineData(Affiliation.Member, Affiliation.Admin)]
    [InlineData(Affiliation.Member, Affiliation.Owner)]
    [InlineData(Affiliation.Admin, Affiliation.Owner)]
    public void Nobody_is_kicked_by_a_moderator_of_lower_affiliation(Affiliation by, Affiliation of) =>
        Assert.Equal(ErrorCondition.NotAllowed, Privileges.RefuseRole((Role.Moderator, by), (Role.Participant, of), Role.None));

    [Theory]
    [InlineData(Affiliation.None, Affiliation.None, Yes)]
    [InlineData(Affiliation.None, Affiliation.Member, No)]
    [InlineData(Affiliation.Member, Affiliation.None, Yes)]
    [InlineData(Affiliation.Member, Affiliation.Member, No)]
    [InlineData(Affiliation.Admin, Affiliation.Member, Yes)]
    [InlineData(Affiliation.Admin, Affiliation.Admin, No)]
    [InlineData(Affiliation.Owner, Affiliation.Admin, No)]
    [InlineData(Affiliation.Owner, Affiliation.Owner, No)]
    public void Voice_is_not_revoked_at_or_above_the_moderators_affiliation_and_never_from_admins(Affiliation by, Affiliation of, bool allowed)
    {
        ErrorCondition? expected = allowed ? null : ErrorCondition.NotAllowed;

        Assert.Equal(expected, Privileges.RefuseRole((Role.Moderator, by), (Role.Participant, of), Role.Visitor));
    }

    // #revokevoice, #roles-change: nobody takes voice or moderatorship from admins and owners, and who tries as a moderator is told so.
    [Theory]
    [InlineData(Role.Moderator, Affiliation.None, Affiliation.Admin, ErrorCondition.NotAllowed)]
    [InlineData(Role.Moderator, Affiliation.None, Affiliation.Owner, ErrorCondition.NotAllowed)]
    [InlineData(Role.Moderator, Affiliation.Member, Affiliation.Owner, ErrorCondition.NotAllowed)]
    [InlineData(Role.Moderator, Affiliation.Owner, Affiliation.Owner, ErrorCondition.NotAllowed)]
    [InlineData(Role.Moderator, Affiliation.None, Affiliation.Member, ErrorCondition.Forbidden)]
    [InlineData(Role.Participant, Affiliation.Member, Affiliation.Owner, ErrorCondition.Forbidden)]
    public void Who_takes_voice_or_moderatorship_from_a_moderator_without_right(Role role, Affiliation by, Affiliation of, ErrorCondition expected)
    {
        Assert.Equal(expected, Privileges.RefuseRole((role, by), (Role.Moderator, of), Role.Visitor));
        Assert.Equal(expected, Privileges.RefuseRole((role, by), (Role.Moderator, of), Role.Participant));
    }

    [Theory]
    [InlineData(Affiliation.Admin, Affiliation.None, Yes)]
    [InlineData(Affiliation.Admin, Affiliation.Member, Yes)]
    [InlineData(Affiliation.Admin, Affiliation.Admin, No)]
    [InlineData(Affiliation.Admin, Affiliation.Owner, No)]
    [InlineData(Affiliation.Owner, Affiliation.Admin, No)]
    public void Moderators_by_affiliation_stay_moderators(Affiliation by, Affiliation of, bool allowed)
    {
        ErrorCondition? expected = allowed ? null : ErrorCondition.NotAllowed;

        Assert.Equal(expected, Privileges.RefuseRole((Role.Moderator, by), (Role.Moderator, of), Role.Participant));
    }

    // #affil-change: the least affiliation that may take somebody from the first to the second.
    [Theory]
    [InlineData(Affiliation.Outcast, Affiliation.None, Affiliation.Admin)]
    [InlineData(Affiliation.Outcast, Affiliation.Member, Affiliation.Admin)]
    [InlineData(Affiliation.Outcast, Affiliation.Admin, Affiliation.Owner)]
    [InlineData(Affiliation.Outcast, Affiliation.Owner, Affiliation.Owner)]
    [InlineData(Affiliation.None, Affiliation.Outcast, Affiliation.Admin)]
    [InlineData(Affiliation.None, Affiliation.Member, Affiliation.Admin)]
    [InlineData(Affiliation.None, Affiliation.Admin, Affiliation.Owner)]
    [InlineData(Affiliation.None, Affiliation.Owner, Affiliation.Owner)]
    [InlineData(Affiliation.Member, Affiliation.Outcast, Affiliation.Admin)]
    [InlineData(Affiliation.Member, Affiliation.None, Affiliation.Admin)]
    [InlineData(Affiliation.Member, Affiliation.Admin, Affiliation.Owner)]
    [InlineData(Affiliation.Member, Affiliation.Owner, Affiliation.Owner)]
    [InlineData(Affiliation.Admin, Affiliation.Outcast, Affiliation.Owner)]
    [InlineData(Affiliation.Admin, Affiliation.None, Affiliation.Owner)]
    [InlineData(Affiliation.Admin, Affiliation.Member, Affiliation.Owner)]
    [InlineData(Affiliation.Admin, Affiliation.Owner, Affiliation.Owner)]
    [InlineData(Affiliation.Owner, Affiliation.Outcast, Affiliation.Owner)]
    [InlineData(Affiliation.Owner, Affiliation.None, Affiliation.Owner)]
    [InlineData(Affiliation.Owner, Affiliation.Member, Affiliation.Owner)]
    [InlineData(Affiliation.Owner, Affiliation.Admin, Affiliation.Owner)]
    public void Affiliation_state_chart(Affiliation from, Affiliation to, Affiliation least)
    {
        foreach (var by in Enum.GetValues<Affiliation>())
            Assert.Equal(by >= least, Privileges.RefuseAffiliation(by, from, to) is null);
    }

    [Fact]
    public void An_admin_who_bans_above_his_rights_is_told_not_allowed_and_otherwise_forbidden()
    {
        Assert.Equal(ErrorCondition.NotAllowed, Privileges.RefuseAffiliation(Affiliation.Admin, Affiliation.Owner, Affiliation.Outcast));
        Assert.Equal(ErrorCondition.NotAllowed, Privileges.RefuseAffiliation(Affiliation.Admin, Affiliation.Admin, Affiliation.Outcast));
        Assert.Equal(ErrorCondition.Forbidden, Privileges.RefuseAffiliation(Affiliation.Admin, Affiliation.Owner, Affiliation.Member));
        Assert.Equal(ErrorCondition.Forbidden, Privileges.RefuseAffiliation(Affiliation.Member, Affiliation.None, Affiliation.Outcast));
    }

    // #roles-change, note: what is gained with an affiliation is fixed.
    [Theory]
    [InlineData(Role.Visitor, Affiliation.None, Affiliation.Member, Role.Participant)]
    [InlineData(Role.Visitor, Affiliation.None, Affiliation.Admin, Role.Moderator)]
    [InlineData(Role.Moderator, Affiliation.None, Affiliation.Member, Role.Moderator)]
    [InlineData(Role.Participant, Affiliation.Member, Affiliation.None, Role.Participant)]
    [InlineData(Role.Visitor, Affiliation.Member, Affiliation.None, Role.Visitor)]
    [InlineData(Role.Moderator, Affiliation.Admin, Affiliation.Member, Role.Participant)]
    [InlineData(Role.Moderator, Affiliation.Admin, Affiliation.None, Role.Visitor)]
    [InlineData(Role.Moderator, Affiliation.Owner, Affiliation.Admin, Role.Moderator)]
    public void The_role_after_an_affiliation_changed_in_a_moderated_room(Role now, Affiliation before, Affiliation after, Role expected) =>
        Assert.Equal(expected, Privileges.RoleAfter(now, before, after, new RoomConfig { Moderated = true }));

    [Fact]
    public void Configuration_decides_about_what_the_table_marks()
    {
        var config = new RoomConfig { PresenceBroadcast = [Role.Moderator], PrivateMessagesFrom = Role.Participant };

        Assert.False(Privileges.May(Role.Visitor, RolePrivilege.BroadcastPresence, config));
        Assert.True(Privileges.May(Role.Moderator, RolePrivilege.BroadcastPresence, config));
        Assert.False(Privileges.May(Role.Visitor, RolePrivilege.SendPrivateMessages, config));
        Assert.True(Privileges.May(Role.Participant, RolePrivilege.SendPrivateMessages, config));
        Assert.False(Privileges.May(Role.Moderator, RolePrivilege.SendPrivateMessages, config with { PrivateMessagesFrom = null }));
        Assert.False(Privileges.May(Role.Participant, RolePrivilege.ModifySubject, config));
        Assert.True(Privileges.May(Role.Participant, RolePrivilege.ModifySubject, config with { AnyoneChangesSubject = true }));
    }
}
