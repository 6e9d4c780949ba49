using System.Diagnostics;
using MucService.Rooms.AdHoc;
using MucService.Rooms.Admins;
using MucService.Rooms.Entity;
using MucService.Rooms.Hats;
using MucService.Rooms.Moderation;
using MucService.Rooms.Moderators;
using MucService.Rooms.Occupants;
using MucService.Rooms.Owners;
using MucService.Rooms.Protection;
using MucService.Rooms.Reachability;
using MucService.Rooms.Service;
using MucService.Rooms.SlowMode;
using MucService.Rooms.VCards;
using MucService.Xmpp;

namespace MucService.Rooms;

/// <summary>A room's rules: a command of a state gives a decision, an event of a state gives the next state.</summary>
public static class Room
{
    /// <summary>What the room answers to a stanza.</summary>
    /// <param name="room">The state.</param>
    /// <param name="stanza">As it came.</param>
    /// <param name="arrival">When, and as what, it was accepted.</param>
    /// <param name="traffic">What is measured and limited by rate; null where nothing is.</param>
    /// <param name="standingOf">How the link from a service to a domain stands as the node knows it, be nobody of it in the room; null where it does not.</param>
    public static Decision Receive(
        RoomState room, Stanza stanza, Arrival arrival, RoomTraffic? traffic = null, Func<Domain, Domain, LinkStanding?>? standingOf = null)
    {
        if (Block.Obstacle(room, stanza) is { } blocked)
            return Decision.Refuse(room, stanza, blocked);
        if (DestroyedRoom.Answer(room, stanza, arrival.At) is { } gone)
            return gone;
        if (Inbound.TryRead(stanza, arrival, out var command, out var refusal, standingOf))
            return Suspensions.Heard(room, stanza, arrival, traffic is null ? Decide(room, command) : traffic.Decide(room, command));

        return Suspensions.Heard(room, stanza, arrival, refusal is null ? Decision.Nothing : Decision.Refuse(room, stanza, Sooner(room, stanza) ?? refusal));
    }

    /// <summary>A message to a room that is not there is refused for that, whatever else is wrong with it. XEP-0045 #bizrules-message.</summary>
    private static StanzaError? Sooner(RoomState room, Stanza stanza) =>
        stanza.Kind == StanzaKind.Message && !room.IsThereFor(stanza.From!.Bare) ? StanzaError.Of(ErrorCondition.ItemNotFound) : null;

    /// <summary>What the room answers to a command.</summary>
    public static Decision Decide(RoomState room, RoomCommand command) =>
        TechnicalRemovals.Note(
            command, Notices.After(room, command, ForgetWhenEmpty.After(room, ChangeTerms.After(room, command, LockedRoom.After(room, DecideAlone(room, command), command.Arrival)))));

    private static Decision DecideAlone(RoomState room, RoomCommand command) => command switch
    {
        RoomCommand.Groupchat groupchat => Groupchat.Decide(room, groupchat),
        RoomCommand.ChangePresence change => ChangePresence.Decide(room, change),
        RoomCommand.Enter enter => Enter.Decide(room, enter),
        RoomCommand.Probe probe => AnswerProbe.Decide(room, probe),
        RoomCommand.Exit exit => Exit.Decide(room, exit),
        RoomCommand.PrivateMessage message => PrivateMessage.Decide(room, message),
        RoomCommand.Invite invite => Invite.Decide(room, invite),
        RoomCommand.DeclineInvitation decline => DeclineInvitation.Decide(room, decline),
        RoomCommand.InvitationFailed failed => DeclineInvitation.Decide(room, failed),
        RoomCommand.RequestVoice request => RequestVoice.Decide(room, request),
        RoomCommand.ApproveVoice approve => ApproveVoice.Decide(room, approve),
        RoomCommand.QueryRegistration query => Register.Decide(room, query),
        RoomCommand.Register register => Register.Decide(room, register),
        RoomCommand.AnswerRegistration answer => ApproveRegistration.Decide(room, answer),
        RoomCommand.Unregister unregister => Register.Decide(room, unregister),
        RoomCommand.RelayIq iq => RelayIq.Decide(room, iq),
        RoomCommand.ChangeSubject change => ChangeSubject.Decide(room, change),
        RoomCommand.QueryInfo query => DiscoInfo.Decide(room, query),
        RoomCommand.Ping ping => Ping.Decide(room, ping),
        RoomCommand.QueryItems query => DiscoItems.Decide(room, query),
        RoomCommand.QueryList query => QueryList.Decide(room, query),
        RoomCommand.Administrate change => Administrate.Decide(room, change),
        RoomCommand.QueryConfiguration query => ConfigForm.Decide(room, query),
        RoomCommand.Configure configure => ConfigureRoom.Decide(room, configure),
        RoomCommand.Destroy destroy => DestroyRoom.Decide(room, destroy),
        RoomCommand.RunAdHoc run => RunAdHoc.Decide(room, run),
        RoomCommand.ModerateMessage moderate => ModerateMessage.Decide(room, moderate),
        RoomCommand.QueryVCard query => QueryVCard.Decide(room, query),
        RoomCommand.PublishVCard publish => PublishVCard.Decide(room, publish),
        _ => DecideBeyondPeople(room, command),
    };

    /// <summary>What the operator wants, what comes back, and what the room's surroundings tell.</summary>
    private static Decision DecideBeyondPeople(RoomState room, RoomCommand command) => command switch
    {
        RoomCommand.ForgetTombstone forget => DestroyedRoom.Decide(room, forget),
        RoomCommand.Retire retire => ShutDown.Decide(room, retire),
        RoomCommand.KickByOperator kick => Kick.Decide(room, kick),
        RoomCommand.StanzaFailed failed => RemoveOnError.Decide(room, failed),
        RoomCommand.SessionGone gone => RemoveOnError.Decide(room, gone),
        RoomCommand.ChangeLink change => ChangeLink.Decide(room, change),
        RoomCommand.LearnCapabilities learn => LearnCapabilities.Decide(room, learn),
        RoomCommand.DeliverNotice deliver => Notices.Deliver(room, deliver),
        RoomCommand.TimerElapsed { Timer.Kind: RoomTimerKind.Pauses } elapsed => RelayPaused.Decide(room, elapsed),
        RoomCommand.Doubt doubt => MakeGood.Decide(room, doubt),
        RoomCommand.SayAgain again => MakeGood.Decide(room, again),
        RoomCommand.FallBehind behind => MakeGood.Decide(room, behind),
        RoomCommand.ConfirmLink confirm => MakeGood.Confirmed(room, confirm.Domain, confirm.Arrival),
        RoomCommand.Settle settle => Decision.Happened(new RoomEvent.Settled(settle.Change)),
        RoomCommand.TimerElapsed { Timer.Kind: RoomTimerKind.Resync } elapsed => MakeGood.Confirmed(room, elapsed.Timer.Domain, elapsed.Arrival),
        RoomCommand.TimerElapsed { Timer.Kind: RoomTimerKind.FirstConfiguration } elapsed => LockedRoom.Decide(room, elapsed),
        RoomCommand.TimerElapsed elapsed => EjectUnreachable.Decide(room, elapsed),
        RoomCommand.ChangeSettings change => Block.Decide(room, change),
        RoomCommand.Recovered recovered => Recover.Decide(room, recovered),
        _ => throw new UnreachableException(),
    };

    /// <summary>The state after an event.</summary>
    public static RoomState Evolve(RoomState room, RoomEvent happened) => Suspensions.Follow(room, Apply(room, happened), happened);

    private static RoomState Apply(RoomState room, RoomEvent happened) => happened switch
    {
        RoomEvent.Said said => Groupchat.Evolve(room, said),
        RoomEvent.PresenceChanged changed => ChangePresence.Evolve(room, changed),
        RoomEvent.Created created => CreateRoom.Evolve(room, created),
        RoomEvent.Entered entered => Enter.Evolve(room, entered),
        RoomEvent.Exited exited => Exit.Evolve(room, exited),
        RoomEvent.NickChanged changed => ChangeNick.Evolve(room, changed),
        RoomEvent.SubjectChanged changed => ChangeSubject.Evolve(room, changed),
        RoomEvent.RoleChanged changed => ModifyVoice.Evolve(room, changed),
        RoomEvent.AffiliationGranted granted => Administrate.Evolve(room, granted),
        RoomEvent.Unlocked => ConfigureRoom.Unlock(room),
        RoomEvent.Configured configured => ConfigureRoom.Evolve(room, configured),
        RoomEvent.HatCreated created => CreateHat.Evolve(room, created),
        RoomEvent.HatDestroyed destroyed => DestroyHat.Evolve(room, destroyed),
        RoomEvent.HatAssigned assigned => AssignHat.Evolve(room, assigned),
        RoomEvent.HatUnassigned taken => UnassignHat.Evolve(room, taken),
        RoomEvent.VCardChanged changed => PublishVCard.Evolve(room, changed),
        RoomEvent.RegistrationRequested requested => RequestRegistration.Evolve(room, requested),
        RoomEvent.RegistrationDenied denied => ApproveRegistration.Evolve(room, denied),
        RoomEvent.Destroyed destroyed => DestroyRoom.Evolve(room, destroyed),
        RoomEvent.TombstoneSet set => DestroyedRoom.Evolve(room, set),
        RoomEvent.TombstoneRemoved removed => DestroyedRoom.Evolve(room, removed),
        RoomEvent.Invited invited => Invite.Evolve(room, invited),
        RoomEvent.InvitationAnswered answered => DeclineInvitation.Evolve(room, answered),
        RoomEvent.VoiceRequested requested => RequestVoice.Evolve(room, requested),
        RoomEvent.MessageRetracted retracted => Tombstones.Evolve(room, retracted),
        RoomEvent.Spoke spoke => SlowDown.Evolve(room, spoke),
        RoomEvent.PauseChanged changed => RelayPaused.Evolve(room, changed),
        RoomEvent.SettingsChanged changed => Block.Evolve(room, changed),
        RoomEvent.LinkChanged changed => ChangeLink.Evolve(room, changed),
        RoomEvent.SaidUnkept => room,
        RoomEvent.SaidAside said => room with { SaidAside = room.SaidAside.With(said) },
        RoomEvent.FellBehind fell => MakeGood.Evolve(room, fell),
        RoomEvent.ToldAgain => room,
        RoomEvent.MadeGood made => MakeGood.Evolve(room, made),
        RoomEvent.Settled settled => MakeGood.Evolve(room, settled),
        RoomEvent.CapabilitiesLearned learned => LearnCapabilities.Evolve(room, learned),
        RoomEvent.Heard heard => PrivateMessage.Evolve(room, heard),
        RoomEvent.PrivateMessageFailed failed => PrivateMessage.Evolve(room, failed),
        _ => throw new UnreachableException(),
    };

    /// <summary>The state after several events.</summary>
    public static RoomState After(this RoomState room, params ReadOnlySpan<RoomEvent> events)
    {
        foreach (var happened in events)
            room = Evolve(room, happened);

        return room;
    }

    /// <summary>The address of a nick in this room.</summary>
    public static OccupantJid OccupantJid(this RoomState room, Nick nick) => new(room.Address, nick);
}
