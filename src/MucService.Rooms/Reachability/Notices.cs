using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Reachability;

/// <summary>
/// A session that is removed while it is suspended, whatever the reason (301, 307, 321, 322, 333, the end of the room), cannot be told:
/// what it would have been told is kept by the link, from the nick under which the session last knew itself, until its domain returns.
/// Otherwise it would believe itself in a room that says nothing any more.
/// </summary>
internal static class Notices
{
    /// <summary>The decision, with what cannot reach a session withheld, and kept where it says that the session is removed.</summary>
    public static Decision After(RoomState before, RoomCommand command, Decision decision)
    {
        if (before.Suspensions.IsEmpty && !decision.Events.Any(happened => happened is RoomEvent.LinkChanged or RoomEvent.Exited))
            return Forgetting(before, command, decision);

        var asker = command.Stanza is { Type: not StanzaType.Error, From.Full: { } from } ? from : null;
        var gone = decision.Events.OfType<RoomEvent.Exited>().Select(exited => exited.RealJid).ToHashSet();
        var outgoing = ImmutableArray.CreateBuilder<Outgoing>(decision.Outgoing.Length);
        var requests = decision.Requests.ToBuilder();
        foreach (var one in decision.Outgoing)
        {
            if (one is not Outgoing.ToOne { Stanza: { Kind: StanzaKind.Presence, Type: StanzaType.Unavailable, To.Full: { } to } parting } || to == asker)
                outgoing.Add(one);
            else if (!gone.Contains(to) && !IsWithheld(before, decision, to))
                outgoing.Add(one);
            else if (gone.Contains(to))
                Part(to, AsKnown(before, to, parting));
        }

        return Forgetting(before, command, decision with { Outgoing = outgoing.DrainToImmutable(), Requests = requests.ToImmutable() });

        void Part(FullJid to, Stanza parting)
        {
            var isWithheld = IsWithheld(before, decision, to);
            if (!isWithheld)
                outgoing.Add(new Outgoing.ToOne(parting));

            // It may be lost on its way, and the room will not know of the session any more. One that is proved to be gone needs no telling.
            if (isWithheld || command is not (RoomCommand.SessionGone or RoomCommand.StanzaFailed))
                requests.Add(new RoomRequest.KeepNotice(to, parting) { IsSent = !isWithheld });
        }
    }

    /// <summary>The domain of a session that was removed can be reached again. Who is in the room again needs no notice.</summary>
    public static Decision Deliver(RoomState room, RoomCommand.DeliverNotice command)
    {
        var settled = Decision.Nothing.Asking(new RoomRequest.ForgetNotice(command.Session));
        if (room.Sessions.ContainsKey(command.Session))
            return settled;

        // It may be lost again: the link keeps it until it is proved to have arrived.
        return room.IsUnreachable(command.Session.Domain)
            ? Decision.Nothing
            : Decision.Nothing
                .Telling(command.Notice with { To = command.Session })
                .Asking(new RoomRequest.KeepNotice(command.Session, command.Notice) { IsSent = true });
    }

    /// <summary>
    /// Who enters, or says that he is gone, wants no notice of an earlier visit. Where the link is known to be up, none waits; and who entered
    /// while the room knew nothing of it is found to be in the room when the notice comes.
    /// </summary>
    private static Decision Forgetting(RoomState before, RoomCommand command, Decision decision)
    {
        if (command is not (RoomCommand.Enter or RoomCommand.Exit) || command.Stanza?.From?.Full is not { } session)
            return decision;

        var link = before.Links.GetValueOrDefault(session.Domain);
        var mayWait = link is null
            ? command is RoomCommand.Exit && !before.Sessions.ContainsKey(session)
            : link.Standing != LinkStanding.Reachable && IsInAfterwards() == command is RoomCommand.Enter;
        return mayWait ? decision.Asking(new RoomRequest.ForgetNotice(session)) : decision;

        bool IsInAfterwards() => before.After(decision.Events.AsSpan()).Sessions.ContainsKey(session);
    }

    /// <summary>True if nothing but replies gets to a session once the decision holds.</summary>
    private static bool IsWithheld(RoomState before, Decision decision, FullJid session)
    {
        var changed = decision.Events.OfType<RoomEvent.LinkChanged>().LastOrDefault(changed => changed.Domain == session.Domain);
        return changed is null or { Standing: LinkStanding.Unknown }
            ? before.IsUnreachable(session.Domain)
            : changed.Standing is LinkStanding.Unreachable or LinkStanding.Returning;
    }

    private static Stanza AsKnown(RoomState before, FullJid session, Stanza parting) =>
        before.Suspensions.GetValueOrDefault(session)?.Nick is { } nick ? parting with { From = before.OccupantJid(nick) } : parting;
}
