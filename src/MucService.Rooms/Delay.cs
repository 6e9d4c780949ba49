using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>The stamp of what is sent later than it was said. XEP-0203, XEP-0082.</summary>
internal static class Delay
{
    /// <summary>The stamp of a room. XEP-0045 #enter-history: its <c>from</c> is the room.</summary>
    public static Element By(BareJid room, DateTimeOffset at) => new Element("delay", Namespaces.Delay)
        .With("from", room.ToString())
        .With("stamp", XmppDateTime.Format(at));
}
