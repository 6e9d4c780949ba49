using MucService.Actors.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What rooms and links say about those who could not be told that they were removed.</summary>
public static partial class LinkMessages
{
    /// <summary>
    /// A session was removed from a room while it could not be told: tell it when it can be reached, by <see cref="RoomMessages.DeliverNotice"/>
    /// to the room. One per room and session, the last.
    /// </summary>
    public sealed record KeepNotice(Notice Notice) : ILinkMessage
    {
        /// <summary>The room sends it, too: it is kept until that is proved to have arrived.</summary>
        public bool IsSent { get; init; }

        /// <summary>It may have been said before: one that is kept already stays as it is.</summary>
        public bool IsRepeated { get; init; }

        /// <summary>The sender is told by <see cref="NoticeKept"/> when it is durable, and repeats it until then. Versions that do not say this expect no answer.</summary>
        public bool WantsAnswer { get; init; }

        /// <inheritdoc/>
        public Domain Service => Notice.Room.Domain;

        /// <inheritdoc/>
        public Domain Remote => Notice.Session.Domain;
    }

    /// <summary>Such a notice is durable, or the link gives it up: the room has done what it can.</summary>
    public sealed record NoticeKept(BareJid Room, FullJid Session);

    /// <summary>Such a notice was delivered, or there is no need for it any more.</summary>
    public sealed record ForgetNotice(BareJid Room, FullJid Session) : ILinkMessage
    {
        /// <inheritdoc/>
        public Domain Service => Room.Domain;

        /// <inheritdoc/>
        public Domain Remote => Session.Domain;
    }

    // Between the supervisors and the register of those that keep notices.

    /// <summary>The link keeps notices, or none any more; to the <see cref="NoticeRegisterActor"/> of the service.</summary>
    public sealed record KeepsNotices(Domain Service, Domain Remote, bool Any);

    /// <summary>Wake the links that keep notices; once a minute, from every node.</summary>
    public sealed record WakeLinks(Domain Service);

    /// <summary>The link keeps notices from before it was stopped, and is to be there.</summary>
    public sealed record WakeLink(Domain Service, Domain Remote) : ILinkMessage;
}
