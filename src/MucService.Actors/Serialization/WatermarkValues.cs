using System.Collections.Immutable;
using Google.Protobuf;
using MucService.Rooms;
using MucService.Rooms.Reachability;
using MucService.Xmpp;

namespace MucService.Actors.Serialization;

/// <summary>What the table of watermarks holds of a room. See <c>watermarks.proto</c>.</summary>
public static class WatermarkValues
{
    /// <summary>What is remembered of a room, as it is written.</summary>
    public static byte[] Write(Recollection remembered)
    {
        var configs = new List<RoomConfig>();
        var subjects = new List<Subject>();
        var missed = remembered.Missed;
        var kept = new Proto.Recollection
        {
            At = CommonValues.Ticks(remembered.At),
            NextOrder = remembered.NextOrder,
            LastChange = missed.Number,
            Forgotten = missed.Forgotten,
            FirstOrder = missed.FirstOrder,
            Unkept = missed.Unkept,
        };
        kept.Shown.AddRange(missed.Shown.Select(shown => new Proto.ShownChange { Nick = shown.Key.Value, Number = shown.Value }));
        kept.Owners.AddRange(missed.Owners.Select(FormerOwners.Write));
        kept.Links.AddRange(remembered.Links.Select(link => Write(link.Key, link.Value)));
        kept.Suspensions.AddRange(remembered.Suspensions.Select(one => Write(one.Key, one.Value, Known)));
        kept.Known.AddRange(remembered.Known.Select(one => new Proto.KnownToDomain { Domain = one.Key.Value, Known = Known(one.Value) }));
        kept.Configs.AddRange(configs.Select(CommonValues.Write));
        kept.Subjects.AddRange(subjects.Select(subject => CommonValues.Write(subject)!));
        return kept.ToByteArray();

        Proto.Known Known(Known known)
        {
            var written = new Proto.Known { Change = known.Change, NextOrder = known.NextOrder, LastMessage = known.LastMessage, Config = PlaceOf(configs, known.Config) };
            if (known.Subject is { } subject)
                written.Subject = PlaceOf(subjects, subject);
            return written;
        }
    }

    /// <summary>What is remembered of a room, as it was written.</summary>
    /// <exception cref="InvalidProtocolBufferException">It was not written by this program.</exception>
    public static Recollection ReadRecollection(byte[] written)
    {
        var kept = Proto.Recollection.Parser.ParseFrom(written);
        RoomConfig[] configs = [.. kept.Configs.Select(CommonValues.Read)];
        Subject[] subjects = [.. kept.Subjects.Select(CommonValues.Read)];
        var missed = new Missed(
            kept.LastChange,
            kept.Shown.ToImmutableDictionary(shown => Nick.Parse(shown.Nick), shown => shown.Number),
            [.. kept.Owners.Select(FormerOwners.Read)],
            kept.Forgotten) { FirstOrder = kept.FirstOrder, Unkept = kept.Unkept };
        var (at, nothing) = (CommonValues.Moment(kept.At), MucService.Rooms.Reachability.Known.Nothing);
        return new Recollection(
            at,
            kept.NextOrder,
            missed,
            kept.Links.ToImmutableDictionary(link => Domain.Parse(link.Domain), link => Read(link, at)),
            kept.Suspensions.ToImmutableDictionary(one => FullJid.Parse(one.Session), one => Read(one, Known)),
            kept.Known.ToImmutableDictionary(one => Domain.Parse(one.Domain), one => Known(one.Known)));

        Known Known(Proto.Known known) => nothing with
        {
            Change = known.Change,
            NextOrder = known.NextOrder,
            LastMessage = known.LastMessage,
            Config = configs[known.Config],
            Subject = known.HasSubject ? subjects[known.Subject] : null,
        };
    }

    /// <summary>A change, as it is written.</summary>
    public static byte[] Write(LoggedChange change)
    {
        var kept = new Proto.LoggedChange { Number = change.Number };
        kept.Owners.AddRange(change.Owners.Select(FormerOwners.Write));
        kept.Shown.AddRange(change.Shown.Select(nick => nick.Value));
        kept.Left.AddRange(change.Left.Select(Write));
        return kept.ToByteArray();
    }

    /// <summary>A change, as it was written.</summary>
    /// <exception cref="InvalidProtocolBufferException">It was not written by this program.</exception>
    public static LoggedChange ReadLoggedChange(byte[] written)
    {
        var kept = Proto.LoggedChange.Parser.ParseFrom(written);
        return new LoggedChange(
            kept.Number,
            [.. kept.Owners.Select(FormerOwners.Read)],
            [.. kept.Shown.Select(Nick.Parse)],
            [.. kept.Left.Select(Read)]);
    }

    private static Proto.LeftSession Write(LeftSession left)
    {
        var kept = new Proto.LeftSession { Session = left.Session.ToString(), Nick = left.Nick.Value };
        if (left.Notice is { } notice)
            kept.Notice = CommonValues.Write(notice);
        return kept;
    }

    private static LeftSession Read(Proto.LeftSession kept) => new(FullJid.Parse(kept.Session), Nick.Parse(kept.Nick))
    {
        Notice = kept.Notice is { } notice ? CommonValues.Read(notice) : null,
    };

    // What many know is one object, and written once.
    private static int PlaceOf<T>(List<T> written, T one)
        where T : class
    {
        var place = written.FindIndex(other => ReferenceEquals(other, one));
        if (place >= 0)
            return place;

        written.Add(one);
        return written.Count - 1;
    }

    private static Proto.RestingLink Write(Domain domain, DomainLink link) => new()
    {
        Domain = domain.Value,
        Suspends = link.Suspends,
        Deemed = link.Deemed,
        LastDeemed = link.LastDeemed,
        Observed = link.Observed.Ticks,
    };

    private static DomainLink Read(Proto.RestingLink kept, DateTimeOffset at) => new(LinkStanding.Unknown, 0, at)
    {
        Suspends = kept.Suspends,
        Deemed = kept.Deemed,
        LastDeemed = kept.LastDeemed,
        Observed = TimeSpan.FromTicks(kept.Observed),
    };

    private static Proto.SuspendedSession Write(FullJid session, Suspension suspension, Func<Known, Proto.Known> known)
    {
        var kept = new Proto.SuspendedSession
        {
            Session = session.ToString(),
            Known = known(suspension.Known),
            Told = suspension.Told,
            HoldsAnnotations = suspension.HoldsAnnotations,
            HeardAt = suspension.HeardAt.Ticks,
        };
        if (suspension.Nick is { } nick)
            kept.Nick = nick.Value;
        return kept;
    }

    private static Suspension Read(Proto.SuspendedSession kept, Func<Proto.Known, Known> known) => new(
        known(kept.Known),
        kept.Told,
        kept.HoldsAnnotations,
        TimeSpan.FromTicks(kept.HeardAt),
        kept.HasNick ? Nick.Parse(kept.Nick) : null);
}
