using System.CommandLine;
using MucService.Admin.Client;

namespace MucService.Admin.Links;

/// <summary>What the verbs about one link share.</summary>
internal static class LinkArguments
{
    /// <summary>The domain at the other end.</summary>
    public static Argument<string> Remote() => new("domain") { Description = "Domain at the other end, e.g. capulet.lit" };

    /// <summary>A link in one sentence, after something was done to it.</summary>
    public static string Sentence(LinkView link) =>
        $"link from {link.Service} to {link.Remote}: {link.State}{(link.Hold is null ? "" : $", held {link.Hold}")}";
}
