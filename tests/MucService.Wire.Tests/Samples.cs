namespace MucService.Wire.Tests;

/// <summary>What hosts send. The first are examples from XEP-0045 and XEP-0199, © XMPP Standards Foundation, used under its permission notice.</summary>
public static class Samples
{
    public static readonly string[] Stanzas =
    [
        """<presence from='hag66@shakespeare.lit/pda' id='n13mt3l' to='coven@chat.shakespeare.lit/thirdwitch'><x xmlns='http://jabber.org/protocol/muc'><password>cauldronburn</password></x></presence>""",
        """<message from='hag66@shakespeare.lit/pda' id='hysf1v37' to='coven@chat.shakespeare.lit' type='groupchat'><body>Harpier cries: 'tis time, 'tis time.</body></message>""",
        """<iq from='juliet@capulet.lit/balcony' to='capulet.lit' id='c2s1' type='get'><ping xmlns='urn:xmpp:ping'/></iq>""",
        """<message from="ab@x.example/&amp;&lt;&quot;'" to='t@muc.example' id='&#x41;&#66;'><subject>a &lt; b &#x1F600; <![CDATA[<raw> ]] & ]]]>end</subject></message>""",
        """<message xmlns='jabber:client' from='a@x.example/r' to='t@muc.example/n' type='chat' xml:lang='de'><body xml:lang='en'>hé, 日本 😀</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>""",
        """<message from='a@x.example' to='t@muc.example' xmlns:q='urn:q'><q:data q:a='1' b="2"><inner xmlns='urn:i'><q:deep/></inner></q:data><foo xmlns="urn:foo" />   </message>""",
        """<iq type='error' from='a@x.example/r' to='t@muc.example' id='7'><error type='cancel' by='x.example'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>gone</text></error></iq>""",
        """<presence from='a@x.example/r' to='t@muc.example/n'  ><show>away</show ><status/><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v='/></presence >""",
        """<presence/>""",
        """<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>""",
    ];

    public static string Stream => string.Join("\n ", Stanzas) + " </stream:stream>";
}
