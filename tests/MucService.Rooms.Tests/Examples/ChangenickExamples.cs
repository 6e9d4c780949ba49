using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #changenick. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class ChangenickExamples
{
    [Fact]
    public void Service_updates_nick() =>
        InCoven(NonAnonymous, FirstWitch, SecondWitch, ThirdWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='ifd1c35' to='coven@chat.shakespeare.lit/oldhag'/>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='crone1@shakespeare.lit/desktop' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' nick='oldhag' role='participant'/><status code='303'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/oldhag' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='crone1@shakespeare.lit/desktop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='wiccarocks@shakespeare.lit/laptop' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' nick='oldhag' role='participant'/><status code='303'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/oldhag' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='wiccarocks@shakespeare.lit/laptop'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/thirdwitch' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='hag66@shakespeare.lit/pda' type='unavailable'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' nick='oldhag' role='participant'/><status code='303'/><status code='110'/></x>
                </presence>
                <presence from='coven@chat.shakespeare.lit/oldhag' id='3DCB0401-D7CF-4E31-BE05-EDF8D057BFBD' to='hag66@shakespeare.lit/pda'>
                  <x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' jid='hag66@shakespeare.lit/pda' role='participant'/><status code='110'/></x>
                </presence>
                """);

    /// <summary>The example answers from the old nick and repeats an x that was not sent; RFC 6120 has the address that was written to.</summary>
    [Fact]
    public void Service_denies_nickname_change_because_of_nick_conflict() =>
        InCoven(FirstWitch, SecondWitch with { Nick = "oldhag" }, ThirdWitch)
            .Receives("""
                <presence from='hag66@shakespeare.lit/pda' id='ifd1c35' to='coven@chat.shakespeare.lit/oldhag'/>
                """)
            .Sends("""
                <presence from='coven@chat.shakespeare.lit/oldhag' id='ifd1c35' to='hag66@shakespeare.lit/pda' type='error'>
                  <error by='coven@chat.shakespeare.lit' type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
                </presence>
                """);
}
