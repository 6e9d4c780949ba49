using System.Collections.Immutable;
using MucService.Rooms.Hats;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>Hats, to protobuf and back. See <c>room_events.proto</c>.</summary>
internal static class HatValues
{
    public static Proto.Hat Write(Hat hat)
    {
        var kept = new Proto.Hat { Uri = hat.Uri, Title = hat.Title };
        if (hat.Hue is not null)
            kept.Hue = hat.Hue;
        if (hat.Lang is not null)
            kept.Lang = hat.Lang;
        return kept;
    }

    public static Hat Read(Proto.Hat kept) => new(kept.Uri, kept.Title, kept.HasHue ? kept.Hue : null, kept.HasLang ? kept.Lang : null);

    public static Proto.HatList? Write(HatList hats)
    {
        if (hats.Defined.IsEmpty && hats.Worn.IsEmpty)
            return null;

        var kept = new Proto.HatList();
        kept.Defined.AddRange(hats.Defined.Select(Write));
        foreach (var (jid, uris) in hats.Worn)
        {
            var worn = new Proto.WornHats { Jid = jid.ToString() };
            worn.Uris.AddRange(uris);
            kept.Worn.Add(worn);
        }

        return kept;
    }

    public static HatList Read(Proto.HatList? kept) => kept is null
        ? HatList.Empty
        : new HatList(
            [.. kept.Defined.Select(Read)],
            kept.Worn.ToImmutableDictionary(worn => BareJid.Parse(worn.Jid), worn => worn.Uris.ToImmutableArray()));
}
