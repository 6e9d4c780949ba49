using MucService.Xmpp;
using Xunit;
using static MucService.Rooms.Tests.Examples.Coven;

namespace MucService.Rooms.Tests.Examples;

/// <summary>XEP-0045 #enter-history and #enter-subject. Examples © XMPP Standards Foundation, used under its permission notice.</summary>
public class EnterHistoryExamples
{
    /// <summary>Each line keeps the id that its client gave it; the subject comes last, with the time at which it was set.</summary>
    [Fact]
    public void Delivery_of_discussion_history_and_room_subject() =>
        InCoven(FirstWitch, SecondWitch, ThirdWitch)
            .Receives(Line(SecondWitch, "s0", "<subject>Fire Burn and Cauldron Bubble!</subject>"), At("23:50:00"))
            .Receives(Line(FirstWitch, "l1", "<body>Thrice the brinded cat hath mew'd.</body>"), At("23:58:37"))
            .Receives(Line(SecondWitch, "l2", "<body>Thrice and once the hedge-pig whined.</body>"), At("23:58:43"))
            .Receives(Line(ThirdWitch, "l3", "<body>Harpier cries 'Tis time, 'tis time.</body>"), At("23:58:49"))
            .Receives("""
                <presence from='hecate@shakespeare.lit/broom' id='h1' to='coven@chat.shakespeare.lit/hecate'>
                  <x xmlns='http://jabber.org/protocol/muc'/>
                </presence>
                """)
            .Sends("""
                <message from='coven@chat.shakespeare.lit/firstwitch' id='l1' to='hecate@shakespeare.lit/broom' type='groupchat'>
                  <body>Thrice the brinded cat hath mew'd.</body>
                  <delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='2002-10-13T23:58:37Z'/>
                </message>
                <message from='coven@chat.shakespeare.lit/secondwitch' id='l2' to='hecate@shakespeare.lit/broom' type='groupchat'>
                  <body>Thrice and once the hedge-pig whined.</body>
                  <delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='2002-10-13T23:58:43Z'/>
                </message>
                <message from='coven@chat.shakespeare.lit/thirdwitch' id='l3' to='hecate@shakespeare.lit/broom' type='groupchat'>
                  <body>Harpier cries 'Tis time, 'tis time.</body>
                  <delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='2002-10-13T23:58:49Z'/>
                </message>
                <message from='coven@chat.shakespeare.lit/secondwitch' to='hecate@shakespeare.lit/broom' type='groupchat'>
                  <subject>Fire Burn and Cauldron Bubble!</subject>
                  <delay xmlns='urn:xmpp:delay' from='coven@chat.shakespeare.lit' stamp='2002-10-13T23:50:00Z'/>
                </message>
                """);

    private static string Line(Witch by, string id, string children) =>
        $"<message from='{by.Jid}' id='{id}' to='coven@chat.shakespeare.lit' type='groupchat'>{children}</message>";

    private static DateTimeOffset At(string time) => XmppDateTime.TryParse($"2002-10-13T{time}Z", out var at) ? at : default;
}
