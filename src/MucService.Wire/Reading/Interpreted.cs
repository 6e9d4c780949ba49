using System.Collections.Frozen;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Which children of a stanza the service looks into. All others stay the bytes they are.</summary>
internal static class Interpreted
{
    private static readonly FrozenSet<string> WholeNamespaces = FrozenSet.ToFrozenSet(
    [
        Namespaces.Muc,
        Namespaces.MucUser,
        Namespaces.MucAdmin,
        Namespaces.MucOwner,
        Namespaces.DataForms,
        Namespaces.DiscoInfo,
        Namespaces.DiscoItems,
        Namespaces.Caps,
        Namespaces.Caps2,
        Namespaces.Ping,
        Namespaces.PresenceAnnotations,
        Namespaces.Delay,
        Namespaces.StanzaIds,
        Namespaces.ResultSets,
        Namespaces.Hints,
        Namespaces.LinkEvents,
        Namespaces.Version,
        Namespaces.EntityTime,
        Namespaces.LastActivity,
        Namespaces.Register,
        Namespaces.DirectInvites,
        Namespaces.Commands,
        Namespaces.VCard,
        Namespaces.Retraction,
        Namespaces.Moderation,
        Namespaces.UniqueRoomNames,
    ]);

    /// <summary>True if the child is read as an element. Of a message's own children only those that decide something: not its body.</summary>
    public static bool Includes(XmlName child) => child.Namespace == Namespaces.Component
        ? child.Local is "error" or "subject"
        : WholeNamespaces.Contains(child.Namespace);

    /// <summary>True for the namespaces of stanzas. Hosts leave the client's or the server's on what they forward; all mean the same here.</summary>
    public static bool IsStanzaNamespace(string @namespace) =>
        @namespace is Namespaces.Component or Namespaces.Client or Namespaces.Server;

    /// <summary>The name that the service reads: with <see cref="Namespaces.Component"/> for every namespace of stanzas.</summary>
    public static XmlName NameOf(string local, string @namespace) =>
        new(local, IsStanzaNamespace(@namespace) ? Namespaces.Component : @namespace);
}
