using MucService.Xmpp;

namespace MucService.Storage;

/// <summary>
/// The tables beside the journal: rooms, sessions, history. One per node, shared by all its rooms.
/// Writing never blocks the caller; reading never waits for writing.
/// </summary>
public interface IRoomStore : IAsyncDisposable
{
    /// <summary>Whether the database is known not to work.</summary>
    StorageHealth Health { get; }

    /// <summary>What was done so far.</summary>
    StorageMetrics Metrics { get; }

    /// <summary>
    /// Begins a new instance of a room: what was written with older epochs before stays, what arrives with them later is superseded.
    /// Done in order with the writes of the same room.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="done">Called once, on a thread of the store (or on the caller's, where it fails at once). Tell an actor in it and return; it must not throw.</param>
    void Open(BareJid room, Action<OpenOutcome> done);

    /// <summary>
    /// Goes on with an instance of a room whose write failed: reads what is true, and takes its writes again. Its epoch stays, so that an instance
    /// that is not the newest any more finds that out instead of taking the room back. Done in order with the writes of the same room.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="epoch">The epoch that opening it gave.</param>
    /// <param name="done">As that of <see cref="Open"/>; also told <see cref="OpenOutcome.Superseded"/>.</param>
    void Reopen(BareJid room, long epoch, Action<OpenOutcome> done);

    /// <summary>Makes changes durable. Writes of one room are done in the order of the calls.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="done">Called once, after the commit, in the order of the calls; on a thread of the store. Where the write is refused at
    /// once (the database is known to be down, the queue is full, an earlier write of this epoch failed, the store is closed), on the
    /// caller's thread, ahead of the earlier ones that still wait and may well be written.
    /// Tell an actor in it and return; it must not throw.</param>
    /// <exception cref="ArgumentException">The write contradicts itself.</exception>
    void Write(RoomWrite write, Action<WriteOutcome> done);

    /// <summary>
    /// Keeps why a session was removed from a room. What is older than <see cref="StorageSettings.KeepRemovals"/>, and what is more than
    /// <see cref="StorageSettings.MaxRemovals"/>, goes.
    /// </summary>
    /// <param name="removal">Of whom, and why.</param>
    /// <param name="done">Called once, with whether it is kept; on a thread of the store, or on the caller's, where it fails at once. It must not throw.</param>
    void KeepRemoval(RemovalRow removal, Action<bool> done);

    /// <summary>Who was removed by the service, newest first.</summary>
    /// <param name="of">A session, an account or a domain; null for everybody.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<RemovalRow>> RemovalsAsync(Jid? of, int limit, CancellationToken cancel);

    /// <summary>A page of the directory of a service, in the order of the rooms' JIDs by code point.</summary>
    /// <param name="service">The service.</param>
    /// <param name="afterRoom">The JID after which to begin (it need not exist), or null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="publicOnly">Only what is public and unlocked: what a room list may show to anybody.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<DirectoryEntry>> ListAsync(Domain service, string? afterRoom, int limit, bool publicOnly, CancellationToken cancel);

    /// <summary>The page of the directory that ends before a room, in the same order.</summary>
    /// <param name="service">The service.</param>
    /// <param name="beforeRoom">The JID before which to end (it need not exist), or null for the last page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="publicOnly">Only what is public and unlocked.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<DirectoryEntry>> ListBeforeAsync(Domain service, string? beforeRoom, int limit, bool publicOnly, CancellationToken cancel);

    /// <summary>How many rooms <see cref="ListAsync"/> would give in all.</summary>
    /// <inheritdoc cref="ListAsync" path="/param"/>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<long> CountAsync(Domain service, bool publicOnly, CancellationToken cancel);

    /// <summary>The rooms of a service that somebody created and that are there, some of them if there are more than the limit.</summary>
    /// <param name="service">The service.</param>
    /// <param name="owner">Who created them.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<BareJid>> RoomsOfAsync(Domain service, BareJid owner, int limit, CancellationToken cancel);

    /// <summary>What is left of a destroyed room, or null; with a domain, of a service that is retired.</summary>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<TombstoneRow?> TombstoneAsync(BareJid room, CancellationToken cancel);

    /// <summary>A page of what is left of a service's destroyed rooms, in the order of their JIDs by code point, those that are past among them.</summary>
    /// <param name="service">The service.</param>
    /// <param name="afterRoom">The JID after which to begin (it need not exist), or null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<TombstoneRow>> TombstonesAsync(Domain service, string? afterRoom, int limit, CancellationToken cancel);

    /// <summary>The lists of those who are not let in, or null if they have not changed.</summary>
    /// <param name="known">The version that is known already; -1 if none is.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<BlockEntries?> ReadBlocksAsync(long known, CancellationToken cancel);

    /// <summary>Changes a list of those who are not let in. Many entries are several transactions: a fault may leave some of them written; doing it again does no harm.</summary>
    /// <param name="list">Which; empty for the operator's own.</param>
    /// <param name="added">Entries that it is to have.</param>
    /// <param name="removed">Entries that it is not to have.</param>
    /// <param name="cancel">Gives up before it begins.</param>
    /// <exception cref="StorageFaultException">The database does not take it.</exception>
    Task WriteBlocksAsync(string list, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel);

    /// <summary>The sessions that want to hear of activity in the rooms of a service.</summary>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<FullJid>> ListenersAsync(Domain service, CancellationToken cancel);

    /// <summary>Changes which sessions those are. A fault may leave some of it written; doing it again does no harm.</summary>
    /// <param name="service">The service.</param>
    /// <param name="added">Sessions that want to hear.</param>
    /// <param name="removed">Sessions that do not.</param>
    /// <param name="cancel">Gives up before it begins.</param>
    /// <exception cref="StorageFaultException">The database does not take it.</exception>
    Task WriteListenersAsync(Domain service, IReadOnlyCollection<FullJid> added, IReadOnlyCollection<FullJid> removed, CancellationToken cancel);

    /// <summary>What hashes that clients announce were verified to mean, each as a text of the caller's; some of them if there are more than the limit.</summary>
    /// <param name="vocabulary">What was looked for: what was kept of another one is not given.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<string>> VerifiedHashesAsync(string vocabulary, int limit, CancellationToken cancel);

    /// <summary>Changes which those are. A fault may leave some of it written; doing it again does no harm.</summary>
    /// <param name="vocabulary">What was looked for.</param>
    /// <param name="added">What was verified.</param>
    /// <param name="removed">What is not to be kept any more.</param>
    /// <param name="cancel">Gives up before it begins.</param>
    /// <exception cref="StorageFaultException">The database does not take it.</exception>
    Task WriteVerifiedHashesAsync(string vocabulary, IReadOnlyCollection<string> added, IReadOnlyCollection<string> removed, CancellationToken cancel);

    /// <summary>
    /// The rooms of a service that somebody who belongs to them has left, and in which something was said since that they keep; without those that
    /// need a password.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="jid">Who.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<BareJid>> ActiveSinceAsync(Domain service, BareJid jid, int limit, CancellationToken cancel);

    /// <summary>
    /// Every room with occupants, of every service, busiest first, as of the moment of the call. Nothing is held open in the database:
    /// the consumer may take its time.
    /// </summary>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    IAsyncEnumerable<OccupiedRoom> OccupiedRoomsAsync(CancellationToken cancel);

    /// <summary>Every pair of service and remote domain with sessions: the links there must be.</summary>
    /// <exception cref="StorageFaultException">The database does not answer.</exception>
    Task<IReadOnlyList<DomainSessions>> DomainsAsync(CancellationToken cancel);
}
