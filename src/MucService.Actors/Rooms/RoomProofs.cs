using System.Collections.Immutable;
using MucService.Actors.Links;
using MucService.Actors.Nodes;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// What the sessions of a room are proved to know: the room's marks beside what probes have proved, on whichever node the stream is. It looks
/// something up only when a link moves or something came back, and costs two readings and a comparison for each thing that the room says.
/// </summary>
internal sealed class RoomProofs
{
    // Fewer changes of owner than this are not worth looking who knows of them.
    private const int FewOwners = 64;

    private readonly Domain _service;
    private readonly Watermarks _watermarks;
    private readonly RoomOutput _output;
    private readonly Func<DateTimeOffset> _now;
    private Marks _marks = new();
    private string _id = "";

    // What was written to the stream before, on another node or by one: it may still turn out to be lost.
    private Marks? _formerMarks;
    private string _formerId = "";

    // Up to which message what was said to the former stream has been said again, and to the sessions of which domains.
    private ImmutableDictionary<Domain, long> _saidAgain = ImmutableDictionary<Domain, long>.Empty;
    private int _settleAt = FewOwners;

    public RoomProofs(BareJid room, Watermarks watermarks, RoomOutput output, Func<DateTimeOffset> now)
    {
        (_service, _watermarks, _output, _now) = (room.Domain, watermarks, output, now);
        output.HandedOver = Said;
    }

    /// <summary>How the link from a service to a domain stands as the node knows it; null where it does not.</summary>
    public Func<Domain, Domain, LinkStanding?> StandingOf { get; init; } = (_, _) => null;

    /// <summary>Begins with the room as it was loaded.</summary>
    public void Begin(RoomState loaded)
    {
        _id = _output.Id;
        _marks.Begin(_output.Position, loaded);
    }

    /// <summary>The output may go another way.</summary>
    /// <returns>
    /// What is to be said again there before anything else: it was said the former way, and nothing will prove it. Nothing where the host had read all
    /// of it: it has swallowed nothing, and what is in doubt all the same is told again as after any loss.
    /// </returns>
    public IReadOnlyList<RoomCommand.SayAgain> Turn(RoomState room)
    {
        if (_output.Id == _id)
            return [];

        var again = _id.Length > 0 && !_output.IsFormerRead ? Unproved(room) : [];
        var (marks, id) = (_marks, _id);
        (_marks, _id) = (_output.Id.Length > 0 && _output.Id == _formerId ? _formerMarks! : marks.Next(room), _output.Id);
        if (id.Length == 0)
            return [];

        (_formerMarks, _formerId) = (marks, id);
        _saidAgain = again.ToImmutableDictionary(domain => domain.Domain, domain => domain.Until.LastMessage);
        return again;
    }

    /// <summary>That a link stands otherwise, with what is proved of it.</summary>
    public RoomCommand.ChangeLink Read(LinkMessages.Told told) =>
        new(told.Remote, told.Standing, told.Epoch) { Proved = Of(told.Remote) };

    /// <summary>That a timer elapsed, with how its link stands now: the room may not have been told yet.</summary>
    public RoomCommand.TimerElapsed Read(RoomTimer timer) =>
        new(timer) { Standing = timer.Kind == RoomTimerKind.Grace ? StandingOf(_service, timer.Domain) : null };

    /// <summary>
    /// What of the room is written down that the sessions of a domain know. Where nothing was ever proved, as of a domain that answers no probe, what
    /// was written counts as arrived: nobody is told it again because the node ended.
    /// </summary>
    public Func<Domain, Known> Proved(RoomState state) => domain =>
        _watermarks.Of(_service, domain) is { } proven && MarksOf(proven.Output) is { } marks ? marks.At(domain, proven.Position) ?? Known.Nothing : Known.Of(state);

    /// <summary>How a link stands: where it is reachable, its probes prove from now on.</summary>
    public void Told(LinkMessages.Told told)
    {
        if (told.Standing is LinkStanding.Reachable or LinkStanding.Damped)
            _marks.Reached(told.Remote);
    }

    /// <summary>What is in doubt, in the room's words. Of an output that the room did not write to, nothing is; nor is all of one that goes on.</summary>
    public RoomCommand.Doubt Read(LinkMessages.InDoubt told)
    {
        var marks = told.Until == long.MaxValue && told.Output == _id ? null : MarksOf(told.Output);
        var since = marks?.At(told.Since) ?? marks?.Began;
        var saidAgain = told.Kind == DoubtKind.StreamLost && told.Output == _formerId ? _saidAgain.GetValueOrDefault(told.Remote) : 0;
        return new RoomCommand.Doubt(told.Remote, since ?? Known.Nothing, marks?.At(told.Until) ?? Known.Nothing, told.Kind) { SaidAgain = saidAgain };
    }

    /// <summary>What a session knows that something was lost for.</summary>
    public RoomCommand.FallBehind Read(RoomRequest.FindKnown asked)
    {
        var proven = _watermarks.Of(_service, asked.Session.Domain);
        var known = proven is null ? null : MarksOf(proven.Output)?.Before(proven.Position, asked.LostAt);
        return new RoomCommand.FallBehind(asked.Session, known ?? Known.Nothing, asked.AwaitsLink);
    }

    /// <summary>That everybody knows all up to some change, where that is worth saying; else null.</summary>
    public RoomCommand.Settle? Settled(RoomState state)
    {
        if (state.Missed.Owners.Length < _settleAt)
            return null;

        var change = state.Sessions.Keys
            .Select(session => session.Domain)
            .Distinct()
            .Select(domain => state.Retellings.Of(domain, Of(domain)).Change)
            .DefaultIfEmpty(state.Missed.Number)
            .Min();
        foreach (var recalled in state.Recalled.Values)
            change = Math.Min(change, recalled.Known.Change);
        var left = state.Missed.Owners.Count(kept => kept.Number > change);
        _settleAt = Math.Max(FewOwners, 2 * left);
        return change > state.Missed.Forgotten ? new RoomCommand.Settle(change) : null;
    }

    // Of a domain of which nothing is proved nothing is said again: it may be mute.
    private IReadOnlyList<RoomCommand.SayAgain> Unproved(RoomState room)
    {
        var until = _marks.Next(room).Began;
        return until is null ? [] :
        [
            .. from domain in room.Sessions.Keys.Select(session => session.Domain).Distinct()
               let proven = _watermarks.Of(_service, domain)
               where proven?.Output == _id
               let since = _marks.At(proven.Position) ?? _marks.Began
               where since is not null && since.LastMessage < until.LastMessage
               select new RoomCommand.SayAgain(domain, since, until),
        ];
    }

    // The first thing that another node wrote says which output that is.
    private void Said(RoomState after, WrittenAt at)
    {
        Turn(after);
        if (at.Output == _id)
            _marks.Said(at.Position, after, at.Probed, _now);
    }

    /// <summary>What the sessions of a domain are proved to know.</summary>
    private Known Of(Domain domain) =>
        (_watermarks.Of(_service, domain) is { } proven && MarksOf(proven.Output) is { } marks
            ? marks.At(domain, proven.Position)
            : _marks.At(domain, null)) ?? Known.Nothing;

    private Marks? MarksOf(string output) => output == _id ? _marks : output == _formerId && output.Length > 0 ? _formerMarks : null;
}
