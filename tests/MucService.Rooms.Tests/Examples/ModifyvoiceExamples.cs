using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #modifyvoice. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ModifyvoiceExamples
{
    [Fact]
    public void Service_sends_voice_list_to_moderator() =>
        Stage.Room("goodfolk@chat.shakespeare.lit")
            .With("bard@shakespeare.lit/globe", "bard", Affiliation.Admin, Role.Moderator)
            .With("polonius@hamlet/castle", "Polo", Affiliation.None, Role.Participant)
            .With("horatio@hamlet/castle", "horotoro", Affiliation.None, Role.Participant)
            .With("hecate@shakespeare.lit/broom", "Hecate", Affiliation.Member, Role.Participant)
            .Receives("""
                <iq from='bard@shakespeare.lit/globe' id='voice3' to='goodfolk@chat.shakespeare.lit' type='get'><query xmlns='http://jabber.org/protocol/muc#admin'><item role='participant'/></query></iq>
                """)
            .Sends("""
                <iq from='goodfolk@chat.shakespeare.lit' id='voice3' to='bard@shakespeare.lit/globe' type='result'><query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='none' jid='polonius@hamlet/castle' nick='Polo' role='participant'/><item affiliation='none' jid='horatio@hamlet/castle' nick='horotoro' role='participant'/><item affiliation='member' jid='hecate@shakespeare.lit/broom' nick='Hecate' role='participant'/></query></iq>
                """);

    [Fact]
    public void Moderator_sends_modified_voice_list_to_service() =>
        Stage.Room("goodfolk@chat.shakespeare.lit", new RoomConfig { Moderated = true })
            .With("bard@shakespeare.lit/globe", "bard", Affiliation.Admin, Role.Moderator)
            .With("hecate@shakespeare.lit/broom", "Hecate", Affiliation.Member, Role.Participant)
            .With("rosencrantz@hamlet/castle", "rosencrantz", Affiliation.None, Role.Visitor)
            .With("guildenstern@hamlet/castle", "guildenstern", Affiliation.None, Role.Visitor)
            .Receives("""
                <iq from='bard@shakespeare.lit/globe' id='voice4' to='goodfolk@chat.shakespeare.lit' type='set'><query xmlns='http://jabber.org/protocol/muc#admin'><item nick='Hecate' role='visitor'/><item nick='rosencrantz' role='participant'><reason>A worthy fellow.</reason></item><item nick='guildenstern' role='participant'><reason>A worthy fellow.</reason></item></query></iq>
                """)
            .Sends("""
                <iq from='goodfolk@chat.shakespeare.lit' id='voice4' to='bard@shakespeare.lit/globe' type='result'/>
                <presence from='goodfolk@chat.shakespeare.lit/Hecate' to='bard@shakespeare.lit/globe'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hecate@shakespeare.lit/broom' role='visitor'/></x></presence>
                <presence from='goodfolk@chat.shakespeare.lit/rosencrantz' to='bard@shakespeare.lit/globe'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' jid='rosencrantz@hamlet/castle' role='participant'><reason>A worthy fellow.</reason></item></x></presence>
                """);
}
