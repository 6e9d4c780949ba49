using Npgsql;

namespace MucService.Storage.PostgreSql;

/// <summary>What the folded rooms of a transaction need written: at most one statement per kind of change.</summary>
internal static class RoomCommands
{
    /// <summary>The statements in the order in which they must run.</summary>
    public static IEnumerable<NpgsqlBatchCommand> For(IReadOnlyCollection<FoldedRoom> rooms)
    {
        var wiped = rooms.Where(room => room.IsWiped).Select(room => room.Room.ToString()).ToList();
        if (wiped.Count > 0)
        {
            yield return OfRooms("DELETE FROM rooms WHERE room = ANY($1)", wiped);
            yield return OfRooms("DELETE FROM sessions WHERE room = ANY($1)", wiped);
            yield return OfRooms("DELETE FROM history WHERE room = ANY($1)", wiped);
            yield return OfRooms("DELETE FROM vcards WHERE room = ANY($1)", wiped);
            yield return OfRooms("DELETE FROM watermarks WHERE room = ANY($1)", wiped);
            yield return OfRooms("DELETE FROM departures WHERE room = ANY($1)", wiped);
        }

        if (rooms.Any(room => room.IsNew))
            yield return Rows(Texts.InsertRooms, rooms.Where(room => room.IsNew));
        if (rooms.Any(room => room.IsChanged))
            yield return Rows(Texts.UpdateRooms, rooms.Where(room => room.IsChanged));
        if (rooms.Any(room => room.IsReopened))
            yield return Epochs(rooms.Where(room => room.IsReopened));
        if (rooms.Any(room => room.Sessions.Any(session => session.Value is null)))
            yield return DeletedSessions(rooms);
        if (rooms.Any(room => room.Sessions.Any(session => session.Value is not null)))
            yield return UpsertedSessions(rooms);
        if (rooms.Any(room => room.History.Count > 0))
            yield return History(rooms);
        if (rooms.Any(room => room.VCard is { Length: 0 }))
            yield return OfRooms("DELETE FROM vcards WHERE room = ANY($1)", [.. rooms.Where(room => room.VCard is { Length: 0 }).Select(room => room.Room.ToString())]);
        if (rooms.Any(room => room.VCard is { Length: > 0 }))
            yield return VCards(rooms);
        foreach (var command in WatermarkCommands.For(rooms))
            yield return command;
        foreach (var command in DepartureCommands.For(rooms))
            yield return command;
        foreach (var command in TombstoneCommands.For(rooms))
            yield return command;
    }

    private static NpgsqlBatchCommand VCards(IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(Texts.UpsertVCards);
        var (room, vCard) = (command.Texts(), command.Bytes());
        foreach (var folded in rooms.Where(room => room.VCard is { Length: > 0 }))
        {
            room.Add(folded.Room.ToString());
            vCard.Add(folded.VCard!);
        }

        return command.ToBatchCommand();
    }

    /// <summary>A statement about some rooms by their JIDs.</summary>
    public static NpgsqlBatchCommand OfRooms(string text, List<string> rooms)
    {
        var command = new UnnestCommand(text);
        command.Texts().AddRange(rooms);
        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Rows(string text, IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(text);
        var (room, service, epoch, owner) = (command.Texts(), command.Texts(), command.Longs(), command.Texts());
        var (createdAt, locked, persistent, @public) = (command.Longs(), command.Flags(), command.Flags(), command.Flags());
        var (membersOnly, passwordProtected, hasJournal) = (command.Flags(), command.Flags(), command.Flags());
        var (name, description, occupants, nextOrder) = (command.Texts(), command.Texts(), command.Integers(), command.Longs());
        var occupantIdKey = command.Texts();
        foreach (var folded in rooms)
        {
            var row = folded.Row!;
            room.Add(row.Room.ToString());
            service.Add(row.Room.Domain.Value);
            epoch.Add(folded.Epoch);
            owner.Add(row.Owner.ToString());
            createdAt.Add(StoredTime.Of(row.CreatedAt));
            locked.Add(row.Locked);
            persistent.Add(row.Persistent);
            @public.Add(row.Public);
            membersOnly.Add(row.MembersOnly);
            passwordProtected.Add(row.PasswordProtected);
            hasJournal.Add(row.HasJournal);
            name.Add(row.Name);
            description.Add(row.Description);
            occupants.Add(row.Occupants);
            nextOrder.Add(row.NextOrder);
            occupantIdKey.Add(row.OccupantIdKey);
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand Epochs(IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(Texts.SetEpochs);
        var (room, epoch) = (command.Texts(), command.Longs());
        foreach (var folded in rooms)
        {
            room.Add(folded.Room.ToString());
            epoch.Add(folded.Epoch);
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand DeletedSessions(IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(Texts.DeleteSessions);
        var (room, jid) = (command.Texts(), command.Texts());
        foreach (var folded in rooms)
        {
            foreach (var (gone, _) in folded.Sessions.Where(session => session.Value is null))
            {
                room.Add(folded.Room.ToString());
                jid.Add(gone.ToString());
            }
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand UpsertedSessions(IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(Texts.UpsertSessions);
        var (room, jid, service, domain) = (command.Texts(), command.Texts(), command.Texts(), command.Texts());
        var (nick, role, order, enteredAt) = (command.Texts(), command.Integers(), command.Longs(), command.Longs());
        var (presence, presenceAt) = (command.Bytes(), command.Longs());
        var (capsNode, capsVer, capsHash) = (command.Texts(), command.Texts(), command.Texts());
        foreach (var folded in rooms)
        {
            foreach (var session in folded.Sessions.Values.OfType<SessionRow>())
            {
                room.Add(folded.Room.ToString());
                jid.Add(session.RealJid.ToString());
                service.Add(folded.Room.Domain.Value);
                domain.Add(session.RealJid.Domain.Value);
                nick.Add(session.Nick);
                role.Add(session.Role);
                order.Add(session.Order);
                enteredAt.Add(StoredTime.Of(session.EnteredAt));
                presence.Add(session.Presence);
                presenceAt.Add(StoredTime.Of(session.PresenceAt));
                capsNode.Add(session.CapsNode);
                capsVer.Add(session.CapsVer);
                capsHash.Add(session.CapsHash);
            }
        }

        return command.ToBatchCommand();
    }

    private static NpgsqlBatchCommand History(IEnumerable<FoldedRoom> rooms)
    {
        var command = new UnnestCommand(Texts.UpsertHistory);
        var (room, slot, number, saidAt) = (command.Texts(), command.Integers(), command.Longs(), command.Longs());
        var (nick, jid, message) = (command.Texts(), command.Texts(), command.Bytes());
        foreach (var folded in rooms)
        {
            foreach (var said in folded.History.Values)
            {
                room.Add(folded.Room.ToString());
                slot.Add(said.Slot);
                number.Add(said.Number);
                saidAt.Add(StoredTime.Of(said.At));
                nick.Add(said.Nick);
                jid.Add(said.RealJid);
                message.Add(said.Message);
            }
        }

        return command.ToBatchCommand();
    }
}
