using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Every occupant's presence, kept as bytes in each form that somebody was shown it in, side by side, so that entering a full room
/// renders and looks up nothing. It follows what happens most; after anything else all entries are compared with the state
/// before they are used again. A small room keeps nothing: there are many of them, and rendering a few presences costs less than
/// an entry does otherwise.
/// </summary>
internal sealed class RenderedPresences(InstanceMark? mark = null)
{
    private const SessionTraits Forms = SessionTraits.SeesRealJids | SessionTraits.Annotations;
    private const int Small = 16;

    // Of rooms that keep nothing; never added to.
    private static readonly Dictionary<string, int> s_none = [];
    private static readonly List<Entry> s_empty = [];

    private Dictionary<string, int> _places = s_none;
    private List<Entry> _entries = s_empty;
    private bool _isOutdated = true;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_places, _entries, _isOutdated) = (s_none, s_empty, true);
    }

    /// <summary>Follows one event.</summary>
    /// <param name="room">The state after it.</param>
    /// <param name="happened">What happened.</param>
    public void Follow(RoomState room, RoomEvent happened)
    {
        switch (happened)
        {
            case RoomEvent.Said or RoomEvent.SaidUnkept or RoomEvent.SaidAside or RoomEvent.SubjectChanged or RoomEvent.Heard or RoomEvent.PrivateMessageFailed or RoomEvent.Spoke or RoomEvent.MessageRetracted or RoomEvent.VCardChanged or RoomEvent.SettingsChanged or RoomEvent.CapabilitiesLearned:
                return;
            case RoomEvent.Entered entered when !_isOutdated:
                Renew(room, room.Sessions[entered.Session.RealJid]);
                return;
            case RoomEvent.PauseChanged changed when room.Sessions.TryGetValue(changed.RealJid, out var key) && _places.ContainsKey(key):
                Renew(room, key);
                return;
            case RoomEvent.PresenceChanged changed when !_isOutdated && room.Sessions.TryGetValue(changed.RealJid, out var key):
                Renew(room, key);
                return;
            default:
                _isOutdated = true;
                return;
        }
    }

    /// <summary>Writes the presence of every occupant but the recipient himself. XEP-0045 #enter-pres.</summary>
    public void Send(RoomState room, Outgoing.OccupantList list, SegmentWriter writer)
    {
        var to = XmlEscaping.ToAttribute(list.To);
        if (room.Occupants.Count < Small)
        {
            Clear();
            SendUnkept(room, list, to, writer);
            return;
        }

        if (_isOutdated)
            Compare(room);

        var own = room.Sessions.TryGetValue(list.To, out var key) ? _places[key] : -1;
        for (var place = 0; place < _entries.Count; place++)
        {
            if (place != own && _entries[place].In(room, list.Traits) is { } presence)
                writer.Add(presence, to);
        }
    }

    private void SendUnkept(RoomState room, Outgoing.OccupantList list, byte[] to, SegmentWriter writer)
    {
        var own = room.ByRealJid(list.To);
        foreach (var occupant in room.Occupants.Values)
        {
            if (!ReferenceEquals(occupant, own) && Presences.Of(room, occupant, list.Traits & Forms) is { } presence)
                writer.Add(Render(presence), to);
        }
    }

    private FanOutStanza Render(Stanza presence) => StanzaRenderer.RenderFanOut(mark is null ? presence : mark.On(presence));

    private void Renew(RoomState room, string key)
    {
        var entry = new Entry(this, room, room.Occupants[key]);
        if (_places.TryAdd(key, _entries.Count))
            _entries.Add(entry);
        else
            _entries[_places[key]] = entry;
    }

    private void Compare(RoomState room)
    {
        List<Entry> entries = new(room.Occupants.Count);
        Dictionary<string, int> places = new(room.Occupants.Count);
        foreach (var (key, occupant) in room.Occupants)
        {
            places.Add(key, entries.Count);
            entries.Add(_places.TryGetValue(key, out var place) && _entries[place].Holds(room, occupant) ? _entries[place] : new Entry(this, room, occupant));
        }

        (_places, _entries, _isOutdated) = (places, entries, false);
    }

    /// <summary>An occupant's presence. What it is rendered from is immutable, so comparing references tells whether it still holds.</summary>
    private sealed class Entry(RenderedPresences all, RoomState room, Occupant occupant)
    {
        private readonly Affiliation _affiliation = room.AffiliationOf(occupant.RealJid);
        private readonly RoomConfig _config = room.Config;
        private readonly object _links = room.Links;
        private readonly object _hats = room.Hats;
        private readonly bool[] _isRendered = new bool[(int)Forms + 1];
        private readonly FanOutStanza?[] _forms = new FanOutStanza?[(int)Forms + 1];

        public bool Holds(RoomState now, Occupant current) =>
            ReferenceEquals(occupant, current)
            && ReferenceEquals(_config, now.Config)
            && ReferenceEquals(_links, now.Links)
            && ReferenceEquals(_hats, now.Hats)
            && _affiliation == now.AffiliationOf(current.RealJid);

        /// <summary>In the form for these traits; null where it is shown to nobody.</summary>
        public FanOutStanza? In(RoomState now, SessionTraits traits)
        {
            var form = traits & Forms;
            if (!_isRendered[(int)form])
            {
                _isRendered[(int)form] = true;
                _forms[(int)form] = Presences.Of(now, occupant, form) is { } presence ? all.Render(presence) : null;
            }

            return _forms[(int)form];
        }
    }
}
