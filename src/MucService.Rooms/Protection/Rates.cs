using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MucService.Rooms.Protection;

/// <summary>What is limited by rate. Leaving never is, nor is an answer, nor an error.</summary>
public enum TrafficKind
{
    /// <summary>A message to all.</summary>
    Message,

    /// <summary>A message to one.</summary>
    PrivateMessage,

    /// <summary>Other presence.</summary>
    Presence,

    /// <summary>Entering, again too.</summary>
    Entry,

    /// <summary>Another nick.</summary>
    NickChange,

    /// <summary>An iq to the room or through it.</summary>
    Iq,

    /// <summary>Somebody who is invited.</summary>
    Invitation,

    /// <summary>Another subject.</summary>
    Subject,
}

/// <summary>How often each kind may be: for one bare JID in one room, or for all of a room.</summary>
public sealed record Rates
{
    /// <summary>No limits.</summary>
    public static Rates Unlimited { get; } = new();

    /// <summary>Messages to all. One counts once for every 16 KiB that it begins.</summary>
    public Rate Messages { get; init; }

    /// <summary>Messages to one. One counts once for every 16 KiB that it begins.</summary>
    public Rate PrivateMessages { get; init; }

    /// <summary>Changes of presence.</summary>
    public Rate Presences { get; init; }

    /// <summary>Entries.</summary>
    public Rate Entries { get; init; }

    /// <summary>Changes of nick.</summary>
    public Rate NickChanges { get; init; }

    /// <summary>Iqs to the room and through it; of a room only those through it. One counts once for every 16 KiB that it begins.</summary>
    public Rate Iqs { get; init; }

    /// <summary>Invitations through the room, each person counted.</summary>
    public Rate Invitations { get; init; }

    /// <summary>Changes of the subject.</summary>
    public Rate Subjects { get; init; }

    /// <summary>The rate of one kind.</summary>
    public Rate Of(TrafficKind kind) => kind switch
    {
        TrafficKind.Message => Messages,
        TrafficKind.PrivateMessage => PrivateMessages,
        TrafficKind.Presence => Presences,
        TrafficKind.Entry => Entries,
        TrafficKind.NickChange => NickChanges,
        TrafficKind.Iq => Iqs,
        TrafficKind.Invitation => Invitations,
        TrafficKind.Subject => Subjects,
        _ => throw new UnreachableException(),
    };
}

/// <summary>One bucket for each kind.</summary>
[InlineArray(Count)]
internal struct Buckets
{
    private const int Count = (int)TrafficKind.Subject + 1;

    private TokenBucket _first;

    /// <summary>True if every one of them is as good as new.</summary>
    public readonly bool AreFull(long now)
    {
        foreach (var bucket in this)
        {
            if (!bucket.IsFull(now))
                return false;
        }

        return true;
    }
}
