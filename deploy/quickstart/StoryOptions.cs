using System.Globalization;

namespace MucService.Quickstart;

/// <summary>How the story is played. The variables are for the test that shows that the story can fail.</summary>
internal sealed record StoryOptions
{
    /// <summary>Whether the link is cut.</summary>
    public bool Cuts { get; private init; } = true;

    /// <summary>Whether the link is healed.</summary>
    public bool Heals { get; private init; } = true;

    /// <summary>Whether Romeo's client announces <c>urn:xmpp:psa</c>.</summary>
    public bool RomeoAnnouncesPsa { get; private init; } = true;

    /// <summary>How long a step may take: the service promises 30 s for the longest.</summary>
    public TimeSpan Patience { get; private init; } = TimeSpan.FromSeconds(120);

    /// <summary>Reads <c>QUICKSTART_LEAVE_OUT</c> (<c>cut</c>, <c>heal</c> or <c>psa</c>) and <c>QUICKSTART_PATIENCE</c> (seconds).</summary>
    public static StoryOptions FromEnvironment()
    {
        var leftOut = Environment.GetEnvironmentVariable("QUICKSTART_LEAVE_OUT");
        var patience = Environment.GetEnvironmentVariable("QUICKSTART_PATIENCE");
        var options = new StoryOptions { Cuts = leftOut != "cut", Heals = leftOut != "heal", RomeoAnnouncesPsa = leftOut != "psa" };
        return patience is null
            ? options
            : options with { Patience = TimeSpan.FromSeconds(double.Parse(patience, CultureInfo.InvariantCulture)) };
    }
}
