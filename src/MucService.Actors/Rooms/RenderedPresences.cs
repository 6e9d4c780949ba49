using System.Collections.Immutable;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Every occupant's presence, kept as bytes in each form that somebody was shown it in, so that entering a full room copies
/// and renders nothing. What it was rendered from is kept beside it: the state is immutable, so comparing references tells whether it still holds.
/// </summary>
internal sealed class RenderedPresences
{
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Writes the presence of every occupant but the recipient himself. XEP-0045 #enter-pres.</summary>
    public void Send(RoomState room, Outgoing.OccupantList list, SegmentWriter writer)
    {
        var own = room.Sessions.GetValueOrDefault(list.To);
        var to = XmlEscaping.ToAttribute(list.To);
        var form = list.Traits & (SessionTraits.SeesRealJids | SessionTraits.Annotations);
        foreach (var (key, occupant) in room.Occupants)
        {
            if (key != own && Of(room, key, occupant, form) is { } presence)
                writer.Add(presence, to);
        }

        if (_entries.Count > room.Occupants.Count * 2)
            Trim(room);
    }

    private FanOutStanza? Of(RoomState room, string key, Occupant occupant, SessionTraits form)
    {
        var affiliation = room.AffiliationOf(occupant.RealJid);
        if (!_entries.TryGetValue(key, out var entry) || !entry.Holds(room, occupant, affiliation))
            _entries[key] = entry = new Entry(room, occupant, affiliation);

        return entry.Forms.TryGetValue(form, out var rendered) ? rendered : entry.Render(room, form);
    }

    private void Trim(RoomState room)
    {
        foreach (var key in _entries.Keys.Where(key => !room.Occupants.ContainsKey(key)).ToList())
            _entries.Remove(key);
    }

    private sealed class Entry(RoomState room, Occupant occupant, Affiliation affiliation)
    {
        private readonly RoomConfig _config = room.Config;
        private readonly ImmutableDictionary<Domain, DomainLink> _links = room.Links;

        public Dictionary<SessionTraits, FanOutStanza?> Forms { get; } = [];

        public bool Holds(RoomState now, Occupant current, Affiliation currentAffiliation) =>
            ReferenceEquals(occupant, current)
            && affiliation == currentAffiliation
            && ReferenceEquals(_config, now.Config)
            && ReferenceEquals(_links, now.Links);

        public FanOutStanza? Render(RoomState now, SessionTraits form)
        {
            var presence = Presences.Of(now, occupant, form);
            return Forms[form] = presence is null ? null : StanzaRenderer.RenderFanOut(presence);
        }
    }
}
