using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Rule;

namespace MucService.Rooms.Tests.Examples;

/// <summary>
/// #mucoccupant. Examples from XEP-0310, © XMPP Standards Foundation, used under its permission notice. They leave out "the usual
/// MUC payloads", which are here as XEP-0045 requires them, and the language of the description.
/// </summary>
public class MucoccupantExamples
{
    private static readonly FullJid Romeo = FullJid.Parse("romeo@montague.lit/lane");
    private static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");

    private static readonly RoomState Orchard = new()
    {
        Address = BareJid.Parse("orchard@chats.shakespeare.lit"),
        Settings = new RoomSettings { Service = Domain.Parse("chats.shakespeare.lit") },
    };

    private static Situation InTheOrchard() => new Situation(Orchard.After(
            new RoomEvent.Created(Romeo.Bare, Noon, Locked: false),
            Entered(Romeo, "Romeo", Role.Moderator, ClientFeatures.Known | ClientFeatures.Annotations, order: 0),
            Entered(Juliet, "Juliet", order: 1)))
        .WhenReceived("""
            <presence from='juliet@capulet.lit/balcony' to='orchard@chats.shakespeare.lit/Juliet'><status>Ay me!</status></presence>
            """)
        .Then();

    private static Outcome Link(Situation room, LinkStanding standing, long epoch) => room.When(
        new RoomCommand.ChangeLink(Juliet.Domain, standing, epoch) { Arrival = new Arrival(Noon, "sid-1") });

    [Fact]
    public void Romeo_receives_an_annotated_presence_from_the_MUC_room_that_Juliets_server_is_unavailable() =>
        Link(InTheOrchard(), LinkStanding.Unreachable, 1).ThenSendsTo(Romeo, """
            <presence
                from='orchard@chats.shakespeare.lit/Juliet'
                to='romeo@montague.lit/lane' id='19b7e943200-sid-1'>
              <status>Ay me!</status>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='none' jid='juliet@capulet.lit/balcony' role='participant'/>
              </x>
              <state-annotation xmlns="urn:xmpp:psa" from="chats.shakespeare.lit">
                <server-unavailable/>
                <description xml:lang='en'>The user's server is no longer reachable</description>
              </state-annotation>
            </presence>
            """);

    [Fact]
    public void Romeo_receives_an_annotated_presence_from_the_MUC_room_that_Juliets_server_is_again_available() =>
        Link(Link(InTheOrchard(), LinkStanding.Unreachable, 1).Then(), LinkStanding.Reachable, 2).ThenSendsTo(Romeo, """
            <presence
                from='orchard@chats.shakespeare.lit/Juliet'
                to='romeo@montague.lit/lane' id='19b7e943200-sid-1'>
              <status>Ay me!</status>
              <x xmlns='http://jabber.org/protocol/muc#user'>
                <item affiliation='none' jid='juliet@capulet.lit/balcony' role='participant'/>
              </x>
              <state-annotation xmlns="urn:xmpp:psa" from="chats.shakespeare.lit"/>
            </presence>
            """);
}
