using MucService.Rooms.AffiliationVersions;
using MucService.Rooms.Owners;
using MucService.Rooms.Protection;
using MucService.Rooms.Reachability;
using MucService.Rooms.VCards;
using MucService.Xmpp;

namespace MucService.Rooms.Occupants;

/// <summary>Entering a room, and creating it by entering. XEP-0045 #enter, #createroom.</summary>
internal static class Enter
{
    public static Decision Decide(RoomState room, RoomCommand.Enter command)
    {
        // Servers repeat the last presence with the annotation, and that may be the one that entered.
        if (RelayPaused.IsAll(room, command.From, command.Nick, command.Stanza!))
            return RelayPaused.Decide(room, command.From, command.Stanza!, command.Arrival);

        command = UnderReservedNick(room, command);
        if (Obstacle(room, command) is { } error)
            return Decision.Refuse(room, command, error);
        if (room.Exists)
            return NeedsPlace(room, command) ? AdmitInPlaceOf(room, MakePlace.Who(room, command.Arrival.Steady)!, command) : Admit(room, command);

        var created = CreateRoom.Events(room, command);
        return Decision.Happened(created).Then(Admit(room.After(created.AsSpan()), command, StatusCode.Created));
    }

    public static RoomState Evolve(RoomState room, RoomEvent.Entered entered)
    {
        var (session, nick) = (entered.Session, entered.Nick);
        var key = nick.Comparable;
        var occupant = room.Occupants.TryGetValue(key, out var present)
            ? present.Without(session.RealJid) with { Sessions = present.Without(session.RealJid).Sessions.Add(session) }
            : new Occupant(nick, session.RealJid.Bare, entered.Role, [session]) { Id = room.OccupantIdKey?.IdOf(session.RealJid.Bare) };
        return room with
        {
            Occupants = room.Occupants.SetItem(key, occupant),
            Sessions = room.Sessions.SetItem(session.RealJid, key),
            NextOrder = Math.Max(room.NextOrder, session.Order + 1),
        };
    }

    /// <summary>Who registered a nick has that one where the room wants it so, whatever other he asks for. XEP-0045 #register.</summary>
    private static RoomCommand.Enter UnderReservedNick(RoomState room, RoomCommand.Enter command) =>
        room.Config.NicksLocked && room.Affiliations.GetValueOrDefault(command.From.Bare)?.Nick is { } reserved ? command with { Nick = reserved } : command;

    /// <summary>The nick that somebody wrote.</summary>
    private static Nick Asked(RoomCommand.Enter command) =>
        command.Stanza?.To?.Resource is { } resource && Nick.TryParse(resource, out var asked) ? asked : command.Nick;

    /// <summary>
    /// Why somebody may not enter, or null, in the order of XEP-0045. That the room is locked comes first: to anyone but its owner
    /// it does not exist. Who is in already and lost step is not asked again.
    /// </summary>
    private static Refusal? Obstacle(RoomState room, RoomCommand.Enter command)
    {
        if (Sizes.TooLargePresence(room, command.Stanza!) is { } tooLarge)
            return tooLarge;
        if (ChangeNick.Unfit(room, command.From.Bare, command.Nick) is { } unfit)
            return unfit;
        if (!room.Exists)
            return RoomCreationRules.Obstacle(room, command.From.Bare);

        var affiliation = room.AffiliationOf(command.From.Bare);
        if (room.Locked && affiliation < Affiliation.Owner)
            return StanzaError.Of(ErrorCondition.ItemNotFound);

        var isIn = room.Sessions.ContainsKey(command.From);
        if (!isIn && room.Config.Password.Length > 0 && command.Password != room.Config.Password)
            return StanzaError.Of(ErrorCondition.NotAuthorized);
        if (!isIn && room.Config.MembersOnly && affiliation == Affiliation.None)
            return StanzaError.Of(ErrorCondition.RegistrationRequired);
        if (affiliation == Affiliation.Outcast)
            return StanzaError.Of(ErrorCondition.Forbidden);

        var sibling = room.Occupants.GetValueOrDefault(command.Nick.Comparable);
        if ((sibling is not null && sibling.RealJid != command.From.Bare) || ReservedNicks.AreOfAnother(room, command.From.Bare, command.Nick))
            return StanzaError.Of(ErrorCondition.Conflict);
        if (isIn)
            return null;
        if (affiliation < Affiliation.Admin && IsCrowdOf(room, command.From.Domain))
            return Refusal.Of(RefusalReason.Full, ErrorCondition.ResourceConstraint, $"One server may have at most {room.Settings.MaxSessionsPerDomain} sessions in a room.");
        if (sibling is not null)
            return sibling.Sessions.Length >= room.Settings.MaxSessionsPerOccupant ? TooManySessions(room) : null;

        return IsFull(room, affiliation) && (room.Occupants.Count > LimitFor(room, affiliation) || MakePlace.Who(room, command.Arrival.Steady) is null)
            ? new Refusal(new StanzaError(ErrorType.Wait, ErrorCondition.ServiceUnavailable, "The room is full."), RefusalReason.Full)
            : null;
    }

    /// <summary>True if a domain has as many sessions here as one may have. A room with fewer in all is not searched.</summary>
    private static bool IsCrowdOf(RoomState room, Domain domain) =>
        room.Sessions.Count >= room.Settings.MaxSessionsPerDomain
        && room.Sessions.Keys.Count(session => session.Domain == domain) >= room.Settings.MaxSessionsPerDomain;

    private static Refusal TooManySessions(RoomState room) => Refusal.Of(
        RefusalReason.Full,
        ErrorCondition.ResourceConstraint,
        $"One nick may have at most {room.Settings.MaxSessionsPerOccupant} sessions.");

    private static bool IsFull(RoomState room, Affiliation affiliation) => room.Occupants.Count >= LimitFor(room, affiliation);

    private static int LimitFor(RoomState room, Affiliation affiliation)
    {
        var limit = room.Config.MaxOccupants > 0
            ? Math.Min(room.Config.MaxOccupants, room.Settings.MaxOccupants)
            : room.Settings.MaxOccupants;
        return affiliation >= Affiliation.Admin ? limit + room.Settings.ExtraOccupants : limit;
    }

    /// <summary>True if somebody becomes one more occupant of a full room.</summary>
    private static bool NeedsPlace(RoomState room, RoomCommand.Enter command) =>
        !room.Sessions.ContainsKey(command.From)
        && !room.Occupants.ContainsKey(command.Nick.Comparable)
        && IsFull(room, room.AffiliationOf(command.From.Bare));

    private static Decision AdmitInPlaceOf(RoomState room, Occupant gone, RoomCommand.Enter command)
    {
        var removal = MakePlace.Decide(room, gone, command.Arrival);
        return removal.Then(Admit(room.After(removal.Events.AsSpan()), command));
    }

    private static Decision Admit(RoomState room, RoomCommand.Enter command, params ReadOnlySpan<StatusCode> codes)
    {
        var present = room.ByRealJid(command.From);
        if (present is not null && !present.Nick.ConflictsWith(command.Nick))
        {
            var moved = Move(room, present, command);
            return moved.Then(Admit(room.After(moved.Events.AsSpan()), command, codes));
        }

        var sibling = room.Occupants.GetValueOrDefault(command.Nick.Comparable);
        var before = present?.SessionOf(command.From);
        var presence = InboundPresence.Shown(command.Stanza!, command.Arrival.At);
        var features = before is not null && before.Presence.Capabilities == presence.Capabilities ? before.Features : ClientFeatures.None;
        var session = new Session(command.From, room.NextOrder, command.Arrival.At, presence, features);
        var role = sibling?.Role ?? KeptVoices.InitialRole(room, command.From.Bare);
        var entered = new RoomEvent.Entered(session, sibling?.Nick ?? command.Nick, role)
        {
            At = room.Links.ContainsKey(command.From.Domain) ? command.Arrival.Steady : null,
        };

        var after = room.After(entered);
        var isNews = before is null || present!.Shown != before || !Sizes.AreSame(before.Presence.Payloads, presence.Payloads);
        return Decision.Happened(entered)
            .Telling(isNews ? Announce(after, session, command) : [])
            .Telling(Burst(after, session, command, codes))
            .Asking(ChangePresence.CapabilitiesToLearn(before, command.From, presence));
    }

    /// <summary>
    /// Somebody who lost step enters under another nick than the one he is in with: he changes it with all his sessions,
    /// or, where he has an occupant of the new nick as well, goes over to it.
    /// </summary>
    private static Decision Move(RoomState room, Occupant present, RoomCommand.Enter command)
    {
        var note = new PresenceNote { Id = SentIds.For(command.Arrival), Asker = command.From };
        return room.Occupants.ContainsKey(command.Nick.Comparable)
            ? Exit.Leave(room, command.From, note)
            : ChangeNick.Change(room, present, command.Nick, note);
    }

    /// <summary>What all but the session itself are told.</summary>
    private static IEnumerable<Outgoing> Announce(RoomState after, Session session, RoomCommand.Enter command)
    {
        var occupant = after.ByRealJid(session.RealJid)!;
        var note = new PresenceNote { Id = SentIds.For(command.Arrival) };
        return
        [
            .. Presences.ToOthers(after, occupant, note),
            .. Presences.ToSelf(after, occupant, note).Where(self => self is Outgoing.ToOne { Stanza.To.Full: { } to } && to != session.RealJid),
        ];
    }

    /// <summary>What the session itself is told, in the order that XEP-0045 #order prescribes.</summary>
    private static List<Outgoing> Burst(RoomState after, Session session, RoomCommand.Enter command, ReadOnlySpan<StatusCode> codes)
    {
        var occupant = after.ByRealJid(session.RealJid)!;
        var note = new PresenceNote
        {
            Id = command.Stanza?.Id ?? SentIds.For(command.Arrival),
            Asker = session.RealJid,
            SelfCodes =
            [
                .. codes,
                .. after.Config.Whois == Whois.Anyone ? [StatusCode.RealJidsPublic] : Array.Empty<StatusCode>(),
                .. after.Config.Logged ? [StatusCode.LoggingEnabled] : Array.Empty<StatusCode>(),
                .. occupant.Nick == Asked(command) ? [] : new[] { StatusCode.NickAssigned },
            ],
        };
        return
        [
            .. SendAffiliations.To(after, command),
            .. ShowAvatar.To(after, session.RealJid, SentIds.For(command.Arrival)),
            new Outgoing.OccupantList(session.RealJid, after.TraitsOf(occupant, session)),
            .. Presences.ToSelf(after, occupant with { Sessions = [session] }, note),
            .. SendHistory.To(after, session.RealJid, command.History, command.Arrival.At),
            new Outgoing.ToOne(ChangeSubject.Current(after, session.RealJid)),
        ];
    }
}
