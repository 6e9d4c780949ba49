using MucService.Actors.Links;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// What the sessions of a room are proved to know: the room's marks beside what probes have proved. It looks something up only when a link
/// moves or something came back, and costs two readings and a comparison for each thing that the room says.
/// </summary>
internal sealed class RoomProofs(BareJid room, Watermarks watermarks, RoomOutput output, Func<DateTimeOffset> now)
{
    // Fewer changes of owner than this are not worth looking who knows of them.
    private const int FewOwners = 64;

    private readonly Marks _marks = new();
    private int _settleAt = FewOwners;

    /// <summary>Begins with the room as it was loaded.</summary>
    public void Begin(RoomState loaded) => _marks.Begin(output.Position, loaded);

    /// <summary>Output takes another way: what was said until then counts as arrived where the link stands.</summary>
    public void Turn(RoomState room) => _marks.Turn(output.Position, room);

    /// <summary>Something was handed over.</summary>
    /// <param name="after">The room after what was said.</param>
    /// <param name="probed">The position of the last probe before it.</param>
    public void Said(RoomState after, long probed) => _marks.Said(output.Position, after, probed, now);

    /// <summary>What waited for space may have been handed over.</summary>
    public void Resumed() => _marks.HandedOver(output.Position);

    /// <summary>That a link stands otherwise, with what is proved of it. Nothing is known of that where another node holds the stream.</summary>
    public RoomCommand.ChangeLink Read(LinkMessages.Told told)
    {
        var proven = output.IsHere ? ProvenTo(told.Remote) : null;
        return new RoomCommand.ChangeLink(told.Remote, told.Standing, told.Epoch) { Proved = Of(told.Remote, proven), Proven = proven };
    }

    /// <summary>
    /// What of the room is written down that the sessions of a domain know. Where nothing was ever proved, as of a domain that answers no probe, what
    /// was written counts as arrived: nobody is told it again because the node ended.
    /// </summary>
    public Func<Domain, Known> Proved(RoomState state) => domain =>
        output.IsHere && ProvenTo(domain) is { } proven ? _marks.At(domain, proven.Position) ?? Known.Nothing : Known.Of(state);

    /// <summary>How a link stands: where it is reachable, its probes prove from now on.</summary>
    public void Told(LinkMessages.Told told)
    {
        if (told.Standing is LinkStanding.Reachable or LinkStanding.Damped)
            _marks.Reached(told.Remote);
    }

    /// <summary>What is in doubt, in the room's words. Positions of another output say nothing of this one's.</summary>
    public RoomCommand.Doubt Read(LinkMessages.InDoubt told)
    {
        var isHere = told.Output == output.Id;
        var since = isHere ? _marks.At(told.Since) : null;
        var until = isHere ? _marks.At(told.Until) : null;
        return new RoomCommand.Doubt(told.Remote, since ?? Known.Nothing, until ?? Known.Nothing, told.Kind);
    }

    /// <summary>What a session knows that something was lost for.</summary>
    public RoomCommand.FallBehind Read(RoomRequest.FindKnown asked)
    {
        var proven = ProvenTo(asked.Session.Domain);
        return new RoomCommand.FallBehind(asked.Session, _marks.Before(proven?.Position, asked.LostAt) ?? Known.Nothing, asked.AwaitsLink);
    }

    /// <summary>That everybody knows all up to some change, where that is worth saying; else null.</summary>
    public RoomCommand.Settle? Settled(RoomState state)
    {
        if (state.Missed.Owners.Count < _settleAt)
            return null;

        var change = state.Sessions.Keys.Select(session => session.Domain).Distinct().Select(domain => ChangeOf(state, domain)).DefaultIfEmpty(state.Missed.Number).Min();
        foreach (var recalled in state.Recalled.Values)
            change = Math.Min(change, recalled.Known.Change);
        var left = state.Missed.Owners.Count(kept => kept.Number > change);
        _settleAt = Math.Max(FewOwners, 2 * left);
        return change > state.Missed.Forgotten ? new RoomCommand.Settle(change) : null;
    }

    private long ChangeOf(RoomState state, Domain domain) =>
        Of(domain, ProvenTo(domain)) is { } known ? state.Retellings.Of(domain, known).Change : state.Missed.Number;

    /// <summary>What the sessions of a domain are proved to know; null where another node holds the stream, and that is not known here.</summary>
    private Known? Of(Domain domain, Proven? proven) => output.IsHere ? _marks.At(domain, proven?.Position) ?? Known.Nothing : null;

    private Proven? ProvenTo(Domain domain) => watermarks.Of(room.Domain, domain, output.Id);
}
