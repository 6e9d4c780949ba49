using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Hats;

/// <summary>What somebody is in a room besides role and affiliation: a presenter, a teacher … XEP-0317 #presence.</summary>
/// <param name="Uri">What it is, for programs; unique in a room.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Hue">Its colour as an angle in degrees, as it was written, or null. XEP-0392.</param>
/// <param name="Lang">The language of the title, or null.</param>
public sealed record Hat(string Uri, string Title, string? Hue, string? Lang);

/// <summary>The hats of a room and who wears them. XEP-0317.</summary>
/// <param name="Defined">The hats there are, in order of creation.</param>
/// <param name="Worn">The URIs of those that each bare JID wears, in the room or not.</param>
public sealed record HatList(ImmutableArray<Hat> Defined, ImmutableDictionary<BareJid, ImmutableArray<string>> Worn)
{
    /// <summary>No hats.</summary>
    public static HatList Empty { get; } = new([], ImmutableDictionary<BareJid, ImmutableArray<string>>.Empty);

    /// <summary>The hat of that URI, or null.</summary>
    public Hat? this[string? uri]
    {
        get
        {
            foreach (var hat in Defined)
            {
                if (hat.Uri == uri)
                    return hat;
            }

            return null;
        }
    }

    /// <summary>What somebody wears, in order of creation.</summary>
    public ImmutableArray<Hat> WornBy(BareJid jid) =>
        Worn.TryGetValue(jid, out var uris) ? Defined.RemoveAll(hat => !uris.Contains(hat.Uri)) : [];

    internal HatList With(Hat hat) => this with
    {
        Defined = this[hat.Uri] is { } before ? Defined.Replace(before, hat) : Defined.Add(hat),
    };

    internal HatList Without(string uri)
    {
        var worn = Worn.ToBuilder();
        foreach (var jid in Worn.Keys)
            Set(worn, jid, Worn[jid].Remove(uri));

        return new HatList(Defined.RemoveAll(hat => hat.Uri == uri), worn.ToImmutable());
    }

    internal HatList Assign(BareJid jid, string uri) => this with { Worn = Worn.SetItem(jid, [.. Worn.GetValueOrDefault(jid, []), uri]) };

    internal HatList Unassign(BareJid jid, string uri)
    {
        var worn = Worn.ToBuilder();
        Set(worn, jid, Worn.GetValueOrDefault(jid, []).Remove(uri));
        return this with { Worn = worn.ToImmutable() };
    }

    private static void Set(ImmutableDictionary<BareJid, ImmutableArray<string>>.Builder worn, BareJid jid, ImmutableArray<string> uris)
    {
        if (uris.IsEmpty)
            worn.Remove(jid);
        else
            worn[jid] = uris;
    }
}
