using System.Diagnostics;
using MucService.Rooms;
using MucService.Storage;

namespace MucService.Actors.Rooms;

/// <summary>How writing begins, and goes on after a write that failed: only while no newer instance of the room was opened.</summary>
internal sealed partial class RoomWriter
{
    private bool _reopening;

    // The tables are known to have the room, and nothing was written that takes it away.
    private bool _isThere;

    /// <summary>True from a failed write until the room is opened again.</summary>
    public bool IsReopening => _reopening;

    /// <summary>True while nothing durable can be written: the tables are known to be out of reach, or a write failed and the room is not opened again yet.</summary>
    public bool IsDown => _reopening || store.Health.IsDown;

    /// <summary>Begins with a room that was opened, or with none.</summary>
    public void Begin(OpenOutcome opened)
    {
        _reopening = false;
        _stored = _isThere = opened is OpenOutcome.Found;
        _epoch = opened switch
        {
            OpenOutcome.Found found => found.Epoch,
            OpenOutcome.Missing missing => missing.Epoch,
            _ => throw new UnreachableException(),
        };
        if (opened is not OpenOutcome.Found { Row: var row })
            return;

        _owner = row.Owner;
        _journalInRow = row.HasJournal;
        _hasJournal |= row.HasJournal;
    }

    /// <summary>True if that says that a newer instance of the room lives, or did: nothing that this one wrote, or may have written, made the room go.</summary>
    public bool IsSuperseded(OpenOutcome opened) => opened is OpenOutcome.Superseded || (_isThere && opened is OpenOutcome.Missing);

    /// <summary>
    /// Goes on with a room whose last writes failed: what of them was written after all is found by comparing the rows with the room.
    /// </summary>
    public void Resume(OpenOutcome opened, RoomState now)
    {
        Begin(opened);
        _vCardUnsure = !RoomRows.BytesOf(now.VCard).AsSpan().SequenceEqual(opened is OpenOutcome.Found { VCard: var vCard } ? vCard : []);
        if (opened is not OpenOutcome.Found { Sessions: var stored })
        {
            Doubt(now.Sessions.Keys);
            return;
        }

        var rows = stored.Select(session => session.RealJid).ToHashSet();
        rows.SymmetricExceptWith(now.Sessions.Keys);
        Doubt(rows);
    }

    /// <summary>A write failed: whether others did as well is found out by opening the room again.</summary>
    public void Abandon()
    {
        _journalInDoubt = true;
        _reopening = true;
    }
}
