using System.Collections.Immutable;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>What a room shows of its configuration: to owners in the form, to anybody in its information.</content>
internal sealed partial class Walk
{
    private void AssertShown(Step step, ImmutableArray<Stanza> sent)
    {
        var shown = Fields(Assert.Single(sent));
        if (step.Deed == Deed.ReadForm)
        {
            AssertHolds([.. _model.Terms.InTheForm, ("muc#roomconfig_roomadmins", Those(Affiliation.Admin)), ("muc#roomconfig_roomowners", Those(Affiliation.Owner))], shown);
            return;
        }

        Assert.Equal(_model.Terms.Features.Order(StringComparer.Ordinal), Children(sent, Namespaces.DiscoInfo, "var").Where(feature => feature.StartsWith("muc_", StringComparison.Ordinal)));
        Assert.Equal([_model.Terms.Name.Length > 0 ? _model.Terms.Name : "tea"], Children(sent, Namespaces.DiscoInfo, "name"));
        var told = _model.Terms.InTheInformation(_model.Subject, _model.People.Count).ToList();
        AssertHolds(told, shown);
        Assert.DoesNotContain(shown.Keys, field => field.StartsWith("muc#", StringComparison.Ordinal) && !field.Contains("avatarhash", StringComparison.Ordinal)
            && !field.Contains("slow_mode", StringComparison.Ordinal) && !told.Exists(one => one.Field == field));

        string Those(Affiliation affiliation) =>
            string.Join(' ', _model.Affiliations.Where(entry => entry.Value == affiliation).Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    private static void AssertHolds(IEnumerable<(string Field, string Values)> expected, Dictionary<string, string> shown) =>
        Assert.All(expected, field => Assert.Equal((field.Field, field.Values), (field.Field, shown.GetValueOrDefault(field.Field, "(not shown)"))));

    /// <summary>The fields of the form in an answer, each with its values joined.</summary>
    private static Dictionary<string, string> Fields(Stanza stanza) => StanzaXml.Render(stanza).Descendants()
        .Where(element => element.Name.LocalName == "field")
        .ToDictionary(
            field => field.Attribute("var")!.Value,
            field => string.Join(' ', field.Elements().Where(child => child.Name.LocalName == "value").Select(value => value.Value)),
            StringComparer.Ordinal);
}
