using MucService.Actors.Links;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What is said about how far output has arrived.</summary>
internal static class LinkProofMessages
{
    public static Proto.OutputInDoubt Write(LinkMessages.InDoubt said)
    {
        var kept = new Proto.OutputInDoubt { Remote = said.Remote.Value, Output = said.Output, Until = said.Until, Kind = (int)said.Kind };
        if (said.Since is { } since)
            kept.Since = since;
        return kept;
    }

    public static LinkMessages.InDoubt Read(Proto.OutputInDoubt kept) => new(
        Domain.Parse(kept.Remote), kept.Output, kept.HasSince ? kept.Since : null, kept.Until, (DoubtKind)kept.Kind);

    public static Proto.OutputProved Write(LinkMessages.Proved said)
    {
        var kept = new Proto.OutputProved { Service = said.Service.Value, Remote = said.Remote.Value, Output = said.Output, Position = said.Position };
        if (said.InDoubt is { } inDoubt)
            kept.InDoubt = Write(inDoubt);
        if (said.Before is { } before)
            kept.Before = before;
        return kept;
    }

    public static LinkMessages.Proved Read(Proto.OutputProved kept) => new(
        Domain.Parse(kept.Service), Domain.Parse(kept.Remote), kept.Output, kept.Position)
    {
        InDoubt = kept.InDoubt is { } inDoubt ? Read(inDoubt) : null,
        Before = kept.HasBefore ? kept.Before : null,
    };
}
