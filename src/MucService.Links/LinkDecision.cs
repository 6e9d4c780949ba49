using System.Collections.Immutable;

namespace MucService.Links;

/// <summary>Something to be done for a link.</summary>
public abstract record LinkEffect
{
    private LinkEffect()
    {
    }

    /// <summary>Ping the domain, and then the host if <see cref="LinkTimings.HostDeadline"/> is set. An earlier probe's answer is still reported.</summary>
    public sealed record SendProbe(long Number, ProbePurpose Purpose) : LinkEffect;

    /// <summary>
    /// Have our host close its connection to the domain, if it can: it has gone silent with what we sent last still in it, and that would
    /// arrive minutes later, after what is sent then.
    /// </summary>
    public sealed record DropConnection : LinkEffect;

    /// <summary>Write the record, before what follows is done.</summary>
    public sealed record Record(LinkRecord Written) : LinkEffect;

    /// <summary>Tell every node whose rooms have sessions of the domain.</summary>
    public sealed record TellRooms(Standing Standing, long Epoch) : LinkEffect;

    /// <summary>Log and count the transition.</summary>
    public sealed record Moved(LinkPhase From, LinkPhase To, string Why) : LinkEffect;
}

/// <summary>What becomes of a link, and what is to be done, in order.</summary>
public sealed record LinkDecision(LinkState Link, ImmutableArray<LinkEffect> Effects)
{
    /// <summary>Nothing is to be done.</summary>
    public static LinkDecision Only(LinkState link) => new(link, []);

    internal LinkDecision Then(LinkEffect effect) => this with { Effects = Effects.Add(effect) };

    internal LinkDecision Then(Func<LinkState, LinkDecision> next)
    {
        var following = next(Link);
        return new LinkDecision(following.Link, Effects.AddRange(following.Effects));
    }
}
