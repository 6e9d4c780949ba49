using System.Xml.Linq;
using MucService.TestBed;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>The two listings of XEP-0310 #mucoccupant, with the usual MUC payload that they leave out.</summary>
internal static class Listings
{
    /// <summary>"An annotated presence from the MUC room that Juliet's server is unavailable".</summary>
    public static void AssertUnavailable(XElement presence, string status)
    {
        var annotation = AssertAnnotated(presence, status);
        Assert.Single(annotation.Elements(Names.Psa + "server-unavailable"));
        var description = Assert.Single(annotation.Elements(Names.Psa + "description"));
        Assert.False(string.IsNullOrWhiteSpace(description.Value));
        Assert.False(string.IsNullOrEmpty((string?)description.Attribute(XNamespace.Xml + "lang")));
        Assert.DoesNotContain("capulet", description.Value, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, annotation.Elements().Count());
    }

    /// <summary>"An annotated presence from the MUC room that Juliet's server is again available".</summary>
    public static void AssertAvailableAgain(XElement presence, string status) =>
        Assert.Empty(AssertAnnotated(presence, status).Nodes());

    private static XElement AssertAnnotated(XElement presence, string status)
    {
        Assert.Null(presence.Attribute("type"));
        Assert.Equal(status, presence.Element(Names.Client + "status")?.Value);
        var item = Assert.Single(presence.Elements(Names.MucUser + "x").Elements(Names.MucUser + "item"));
        Assert.Equal("none", (string?)item.Attribute("affiliation"));
        Assert.Equal("participant", (string?)item.Attribute("role"));

        var annotation = Assert.Single(presence.Elements(Names.Psa + "state-annotation"));
        Assert.Equal(BedOptions.Service, (string?)annotation.Attribute("from"));
        return annotation;
    }
}
