using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Simulation.Tests;

/// <summary>What everybody must see in the end.</summary>
internal sealed partial class World
{
    /// <summary>How many views were compared with what is.</summary>
    public int Compared { get; private set; }

    /// <summary>Everything is healed, time passes, one person speaks; then everybody must see what is.</summary>
    public string? Fault()
    {
        foreach (var domain in Domains.Where(domain => _ways[domain].State != WayState.Open))
            Heal(domain, Healing.Lost);
        _time.RunFor(TimeSpan.FromMinutes(1));
        Reconnect(0);
        foreach (var room in Rooms)
            Of(0).In(room).Join("olga");
        foreach (var seat in _people.Values.SelectMany(person => person.Seats))
            seat.JoinAgain();
        _time.RunFor(TimeSpan.FromMinutes(4));

        // A room that is loaded does not know who was shown as paused, nor, where others are told since, to whom.
        if (_hasForgotten)
        {
            foreach (var room in Rooms)
                Of(0).In(room).Administrate(Orders.TellEverybody);
            _time.RunFor(TimeSpan.FromMinutes(1));
        }

        foreach (var seat in _people.Values.SelectMany(person => person.Seats))
            seat.StateAgain();
        foreach (var room in Rooms)
            Of(0).In(room).Say("still there?", "last");
        _time.RunFor(TimeSpan.FromMinutes(4));

        return _privately.Faults().FirstOrDefault() ?? Rooms.SelectMany(room => _people.Values.Select(person => FaultOf(person, person.In(room))).Append(Ghosts(room))).FirstOrDefault(fault => fault is not null);
    }

    private string? Ghosts(BareJid room)
    {
        var ghosts = _node[room].Sessions.Keys.Where(session => !_people[session].In(room).IsIn).Select(session => session.ToString()).ToList();
        return ghosts.Count == 0 ? null : $"in {room}, and do not know it: {string.Join(", ", ghosts)}";
    }

    private string? FaultOf(Person person, Seat seat)
    {
        if (seat.Wrong is { } wrong)
            return $"{person.Jid} in {seat.Room}: {wrong}";
        if (seat.WaitsOutside)
            return $"{person.Jid} wants to be in {seat.Room}, and nobody says why he is not";
        if (_chronicle.NeverSaid(seat.Messages).FirstOrDefault() is { } id)
            return $"{person.Jid} got in {seat.Room} what nobody said: {id}";
        if (!seat.IsIn)
            return null;

        var room = _node[seat.Room];
        if (room.ByRealJid(person.Jid) is not { } own)
            return $"{person.Jid} believes to be in {seat.Room}, and is not";

        if ((room.Pauses.GetValueOrDefault(person.Jid)?.IsPaused ?? false) != seat.IsPaused)
            return $"{person.Jid} in {seat.Room} is {(seat.IsPaused ? "" : "not ")}paused, and the room does not know it";

        var traits = room.TraitsOf(own, own.SessionOf(person.Jid)!);
        var view = room.Occupants.Values
            .Select(occupant => (occupant.Nick, Presence: Presences.Of(room, occupant, occupant == own ? traits & ~SessionTraits.Annotations : traits)!))
            .Select(shown => $"{shown.Nick} is {Seat.IdIn(shown.Presence, "occupant-id", Namespaces.OccupantIds)}, {Seat.Summary(shown.Presence)}")
            .Order(StringComparer.Ordinal);
        if (!view.SequenceEqual(seat.View))
            return $"{person.Jid} in {seat.Room} sees\n    {string.Join("\n    ", seat.View)}\n  instead of\n    {string.Join("\n    ", view)}";

        Compared++;
        if (!_overtakes && seat.Subject != (room.Subject?.Text ?? ""))
            return $"{person.Jid} sees the subject '{seat.Subject}' in {seat.Room} instead of '{room.Subject?.Text}'";

        var missing = _chronicle.Missing(seat.Room, person.Jid, seat.Messages);
        return missing.Count == 0 ? null : $"{person.Jid} misses of the messages in {seat.Room}: {string.Join(", ", missing)}";
    }
}
