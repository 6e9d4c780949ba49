using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// What a room had said by when: the state of the room beside the position in the stream that its output had reached. With the position
/// that a domain's probe has proved, it gives what the sessions there are proved to know. One per room; it keeps what probes can ask for,
/// thinned out with age, and nothing per session or domain. What changes hangs on this object alone: each old object of a room that points to
/// something new is looked at by the collector, and that is most of a pause when many rooms are told something.
/// </summary>
public sealed class Marks
{
    private const int Most = 64;
    private const int Newest = 16;

    private ImmutableArray<Mark> _marks = [];
    private ImmutableHashSet<Domain> _reached = [];
    private RoomState? _room;
    private long _position;

    /// <summary>The room as it was before anything was said to this output. What is in doubt of that is told apart from these marks: see <see cref="Recalled"/>.</summary>
    public Known? Began { get; private set; }

    /// <summary>Begins anew: everybody in the room knows it as it is, as soon as the stream has come so far.</summary>
    /// <param name="position">How far the stream's output has come.</param>
    /// <param name="room">The room.</param>
    public void Begin(long position, RoomState room)
    {
        (_marks, _reached) = ([], []);
        (_position, _room, Began) = (position, room, Known.Of(room));
    }

    /// <summary>The room said something.</summary>
    /// <param name="position">How far the stream's output has come with it.</param>
    /// <param name="after">The room after what it spoke of.</param>
    /// <param name="probed">The position of the last probe of any domain before this.</param>
    /// <param name="now">The wall clock, asked only where a mark is set.</param>
    public void Said(long position, RoomState after, long probed, Func<DateTimeOffset> now)
    {
        // Only a probe between two outputs can tell them apart.
        if (_room is { } before && _position <= probed && (_marks.IsEmpty || _marks[^1].Position < _position))
            Add(new Mark(_position, now(), Known.Of(before)));
        (_position, _room) = (position, after);
    }

    /// <summary>The marks of another output from now on: whoever got all that was said to this one knows the room as it was then.</summary>
    /// <param name="room">The room as it is now: a domain that is lost has to be reached anew.</param>
    public Marks Next(RoomState room) => new()
    {
        _room = _room,
        _position = long.MaxValue,
        _reached = _reached.Except(_reached.Where(room.IsUnreachable)),
        Began = _room is { } said ? Known.Of(said) : Began,
    };

    /// <summary>
    /// A domain is known to be reachable: its sessions know the room as it began, and from now on its answered probes prove. What a link
    /// that was lost before the room began was not told then is not proved by an answer now.
    /// </summary>
    public void Reached(Domain domain) => _reached = _reached.Add(domain);

    /// <summary>What sessions of a domain know whose last answered probe was at a position; null if nothing is proved.</summary>
    public Known? At(Domain domain, long? proved) => _reached.Contains(domain) ? At(proved) ?? Began : null;

    /// <summary>What sessions of a domain know whose last answered probe was at a position; null if nothing is proved.</summary>
    public Known? At(long? proved)
    {
        if (_room is { } room && _position <= proved)
            return Known.Of(room);

        return Last(mark => mark.Position <= proved);
    }

    /// <summary>The same, and not what was said after a time: something said then is known to have been lost.</summary>
    public Known? Before(long? proved, DateTimeOffset lost) =>
        Last(mark => mark.Position <= proved && mark.At <= lost);

    private Known? Last(Predicate<Mark> fits)
    {
        for (var i = _marks.Length - 1; i >= 0; i--)
        {
            if (fits(_marks[i]))
                return _marks[i].Known;
        }

        return null;
    }

    private void Add(Mark mark) => _marks = [.. _marks.Length < Most ? _marks : _marks.RemoveAt(LeastMissed()), mark];

    /// <summary>The old mark whose neighbours lie closest together, compared with its age: the older, the fewer are kept.</summary>
    private int LeastMissed()
    {
        var (least, of) = (double.MaxValue, 1);
        for (var old = 1; old < Most - Newest; old++)
        {
            var missed = (_marks[old + 1].Position - _marks[old - 1].Position) / (double)(_marks[^1].Position - _marks[old].Position);
            if (missed < least)
                (least, of) = (missed, old);
        }

        return of;
    }

    private readonly record struct Mark(long Position, DateTimeOffset At, Known Known);
}
