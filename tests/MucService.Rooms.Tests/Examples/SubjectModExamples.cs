using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #subject-mod. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class SubjectModExamples
{
    [Fact]
    public void Service_informs_all_occupants_of_subject_change() =>
        InCoven(FirstWitch, SecondWitch)
            .Receives("""
                <message from='wiccarocks@shakespeare.lit/laptop' id='lh2bs617' to='coven@chat.shakespeare.lit' type='groupchat'>
                  <subject>Fire Burn and Cauldron Bubble!</subject>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/secondwitch' id='5BCE07C5-0729-4353-A6A3-ED9818C9B498' to='crone1@shakespeare.lit/desktop' type='groupchat'>
                  <subject>Fire Burn and Cauldron Bubble!</subject>
                </message>
                """);

    /// <summary>The example answers from the occupant; RFC 6120 has the address that was written to.</summary>
    [Fact]
    public void Service_returns_error_related_to_unauthorized_subject_change() =>
        InCoven(FirstWitch, ThirdWitch)
            .Receives("""
                <message from='hag66@shakespeare.lit/pda' id='lh2bs617' to='coven@chat.shakespeare.lit' type='groupchat'>
                  <subject>Fire Burn and Cauldron Bubble!</subject>
                </message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit' id='lh2bs617' to='hag66@shakespeare.lit/pda' type='error'>
                  <subject>Fire Burn and Cauldron Bubble!</subject>
                  <error by='coven@chat.shakespeare.lit' type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </message>
                """);

    [Fact]
    public void Moderator_sets_empty_subject() =>
        InCoven(SecondWitch)
            .Receives("""
                <message from='wiccarocks@shakespeare.lit/laptop' id='uj3bs61g' to='coven@chat.shakespeare.lit' type='groupchat'><subject></subject></message>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/secondwitch' id='uj3bs61g' to='wiccarocks@shakespeare.lit/laptop' type='groupchat'><subject></subject></message>
                """);
}
