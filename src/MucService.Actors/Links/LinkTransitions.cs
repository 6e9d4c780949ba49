using System.Diagnostics;
using System.Diagnostics.Metrics;
using Akka.Event;
using MucService.Links;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>Logs and counts what becomes of links. The instruments are those of the meter <see cref="MeterName"/>.</summary>
public static class LinkTransitions
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MucService.Links";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Moves = Meter.CreateCounter<long>("muc.link.transitions", description: "Transitions, by the state entered");
    private static readonly Counter<long> Sessions = Meter.CreateCounter<long>("muc.link.sessions_gone", description: "Sessions proved gone by a probe");

    internal static void Report(ILoggingAdapter log, Domain service, Domain remote, LinkEffect.Moved moved, LinkSurroundings around)
    {
        Moves.Add(1, new("service", service.Value), new("state", moved.To.ToString()));
        var level = moved.To is LinkPhase.Down ? LogLevel.WarningLevel : LogLevel.InfoLevel;
        const string Template = "Link from {Service} to {Domain} is {Phase}, was {Before}: {Evidence}";
        log.Log(level, null, Template, service.Value, remote.Value, Word(moved.To), Word(moved.From), moved.Why);

        if (moved.To == LinkPhase.Suspect && around.Weather.Suspected(around.Elapsed))
            log.Warning("More than half of the links are suspect at once: it may be our own network. Confirmation takes twice as long");
    }

    private static string Word(LinkPhase phase) => phase switch
    {
        LinkPhase.Unknown => "unknown",
        LinkPhase.Up => "up",
        LinkPhase.Suspect => "suspect",
        LinkPhase.Down => "down",
        LinkPhase.Returning => "returning",
        _ => throw new UnreachableException(),
    };

    internal static void SessionLost(Domain service) => Sessions.Add(1, new KeyValuePair<string, object?>("service", service.Value));
}
