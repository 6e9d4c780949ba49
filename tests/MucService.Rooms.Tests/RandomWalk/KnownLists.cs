using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>
/// The lists of a room as a client keeps them that follows their versions: what leads on from the version that it knows is taken in, and what does
/// not makes them unknown. XEP-0463 #response.
/// </summary>
internal sealed class KnownLists
{
    private string? _before;

    /// <summary>The version that is known, or null.</summary>
    public string? Version { get; private set; }

    /// <summary>How often all of the lists were sent that the reader might read.</summary>
    public int FullResponses { get; private set; }

    /// <summary>The affiliations of that version, but none.</summary>
    public SortedDictionary<string, string> Affiliations { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes in one stanza.</summary>
    public void Follow(Stanza stanza)
    {
        if (stanza.Type == StanzaType.Error || stanza.Child("x", Namespaces.MucUser) is not { } x || x.Child("mav", Namespaces.AffiliationVersions) is not { } mav)
            return;

        var (since, until) = (mav["since"], mav["until"]!);
        if (stanza.Kind == StanzaKind.Presence && since is null)
        {
            // One's own presence only says which version there is.
            if (Version != until)
                Forget();
            return;
        }

        if (since is null)
        {
            FullResponses++;
            Forget();
        }
        else if (since != Version && (until != Version || since != _before))
            Forget();
        if (since is not null && Version is null)
            return;

        foreach (var item in x.Children.Where(child => child.Name.Local == "item"))
            Take(item);
        (_before, Version) = (since, until);
    }

    private void Take(Element item)
    {
        if (item["jid"] is not { } jid)
        {
            Forget();
            return;
        }

        Affiliations.Remove(Model.Bare(jid));
        if (item["affiliation"] is { } affiliation and not "none")
            Affiliations.Add(Model.Bare(jid), affiliation);
    }

    private void Forget()
    {
        (_before, Version) = (null, null);
        Affiliations.Clear();
    }
}
