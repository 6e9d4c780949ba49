using System.Globalization;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Writes into each stanza which instance of the room says it, and in which epoch: whoever reads all that a service says can tell
/// that no room ever spoke with two voices.
/// </summary>
/// <param name="node">The node, and the process that it is, as others see it.</param>
internal sealed class InstanceMark(string node)
{
    private static int s_instances;

    private readonly string _instance = string.Create(CultureInfo.InvariantCulture, $"{node}/{Interlocked.Increment(ref s_instances)}");
    private Payload? _mark;

    /// <summary>What is said from now on is said in this epoch.</summary>
    public void Begin(long epoch) => _mark = new Element("instance", Namespaces.Instances)
        .With("by", _instance)
        .With("epoch", epoch.ToString(CultureInfo.InvariantCulture));

    /// <summary>The stanza with the mark.</summary>
    public Stanza On(Stanza said) => _mark is null ? said : said.With(_mark);
}
