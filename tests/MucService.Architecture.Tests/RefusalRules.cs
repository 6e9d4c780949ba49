using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>Whoever is refused is told by whom and why, and counted: that holds because there is one place in rooms, and one outside, where refusals are made.</summary>
public sealed class RefusalRules
{
    private static readonly string[] Places =
    [
        // Makes the answer to any stanza; used by the second alone.
        "src/MucService.Xmpp/Stanza.cs",
        "src/MucService.Actors/Hosts/ServiceRefusals.cs",
        "src/MucService.Rooms/Decision.cs",

        // Tells on what somebody else's server refused.
        "src/MucService.Rooms/Service/RemoveOnError.cs",

        // He has entered, and may not read the lists: no refusal of what he asked first.
        "src/MucService.Rooms/AffiliationVersions/SendAffiliations.cs",
    ];

    [Fact]
    public void Refusals_are_made_in_one_place_of_rooms_and_in_one_outside() =>
        Rule.HasNoOffender(Repository.FilesUnder("src")
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !Places.Contains(path, StringComparer.Ordinal))
            .Where(path => Repository.Read(path) is var text
                && (text.Contains(".Answer(StanzaType.Error)", StringComparison.Ordinal) || text.Contains("Type = StanzaType.Error", StringComparison.Ordinal) || text.Contains("stanza.Refuse(", StringComparison.Ordinal) || text.Contains("iq.Refuse(", StringComparison.Ordinal))));
}
