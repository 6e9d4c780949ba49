using System.Collections.Immutable;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Rooms;

/// <summary>
/// Every session of a room, laid out for sending: one array of escaped addresses, one of positions, one of traits.
/// A broadcast tests a byte and copies, and looks nothing up.
/// </summary>
internal sealed class Recipients
{
    // In a room of few, looking at each is as fast as an index, which would be as large as all the rest.
    private const int MostUnindexed = 8;

    private Dictionary<FullJid, int>? _index;
    private byte[] _addresses = new byte[64];
    private Slot[] _recipients = new Slot[1];
    private int _used;
    private int _garbage;

    /// <summary>How many sessions there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a session, or changes the traits of one that is there.</summary>
    public void Set(FullJid session, SessionTraits traits)
    {
        var slot = Find(session);
        if (slot >= 0)
        {
            _recipients[slot].Traits = traits;
            return;
        }

        var address = XmlEscaping.ToAttribute(session);
        Reserve(address.Length);
        address.CopyTo(_addresses.AsSpan(_used));

        slot = Count++;
        if (slot == _recipients.Length)
            Array.Resize(ref _recipients, slot * 2);
        _recipients[slot] = new Slot { Session = session, Start = _used, Length = address.Length, Traits = traits };
        _used += address.Length;
        if (_index is not null)
            _index.Add(session, slot);
        else if (Count > MostUnindexed)
            MakeIndex();
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(FullJid session)
    {
        var slot = Find(session);
        if (slot < 0)
            return;

        _garbage += _recipients[slot].Length;
        _index?.Remove(session);
        var last = --Count;
        if (slot != last)
        {
            _recipients[slot] = _recipients[last];
            _index?[_recipients[slot].Session!] = slot;
        }

        _recipients[last] = default;
        if (_garbage > 1024 && _garbage > _used / 2)
            Compact(_addresses.Length);
    }

    /// <summary>Takes all sessions out.</summary>
    public void Clear()
    {
        _index = null;
        Array.Clear(_recipients);
        Count = 0;
        _used = 0;
        _garbage = 0;
    }

    /// <summary>Writes a stanza to every session of an audience that is not suspended.</summary>
    public void Send(FanOutStanza stanza, Audience audience, SegmentWriter writer)
    {
        var having = audience.Having;
        var relevant = audience.Having | audience.Lacking | SessionTraits.Suspended;
        var addresses = _addresses.AsSpan();
        ReadOnlySpan<int> leftOut = audience.Except.IsEmpty ? [] : SlotsOf(audience.Except);
        for (var slot = 0; slot < Count; slot++)
        {
            ref readonly var recipient = ref _recipients[slot];
            if ((recipient.Traits & relevant) != having || leftOut.Contains(slot))
                continue;

            writer.Add(stanza, addresses.Slice(recipient.Start, recipient.Length));
        }
    }

    private int[] SlotsOf(ImmutableArray<FullJid> sessions)
    {
        var slots = new int[sessions.Length];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = Find(sessions[i]);

        return slots;
    }

    /// <summary>The slot of a session, or -1.</summary>
    private int Find(FullJid session)
    {
        if (_index is not null)
            return _index.GetValueOrDefault(session, -1);

        for (var slot = 0; slot < Count; slot++)
        {
            if (session.Equals(_recipients[slot].Session))
                return slot;
        }

        return -1;
    }

    private void MakeIndex()
    {
        _index = new Dictionary<FullJid, int>(2 * Count);
        for (var slot = 0; slot < Count; slot++)
            _index.Add(_recipients[slot].Session!, slot);
    }

    private void Reserve(int more)
    {
        if (_used + more > _addresses.Length)
            Compact(Math.Max(_addresses.Length * 2, _used + more));
    }

    private void Compact(int size)
    {
        var addresses = new byte[size];
        var used = 0;
        foreach (ref var recipient in _recipients.AsSpan(0, Count))
        {
            _addresses.AsSpan(recipient.Start, recipient.Length).CopyTo(addresses.AsSpan(used));
            recipient.Start = used;
            used += recipient.Length;
        }

        _addresses = addresses;
        _used = used;
        _garbage = 0;
    }

    private struct Slot
    {
        public FullJid? Session;
        public int Start;
        public int Length;
        public SessionTraits Traits;
    }
}
