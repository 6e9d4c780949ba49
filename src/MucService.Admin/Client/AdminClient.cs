using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MucService.Admin.Client;

/// <summary>The admin API over HTTP, on a Unix socket or a loopback address.</summary>
internal sealed class AdminClient : IAdminClient
{
    // Probing a domain whose host is dialling takes the longest; everything else is answered within five seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(110);

    private readonly NodeAddress _address;
    private readonly HttpClient _http;

    /// <summary>Talks to the node at an address, once it is asked to.</summary>
    public AdminClient(NodeAddress address)
    {
        _address = address;
        _http = new HttpClient(Handler(address), disposeHandler: true) { BaseAddress = new Uri(address.Base, "/admin/v1/"), Timeout = Patience };
    }

    /// <inheritdoc/>
    public Task<NodeView> StatusAsync(CancellationToken cancel) => GetAsync("status", AdminJson.Default.NodeView, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel) =>
        GetAsync("refusals", AdminJson.Default.IReadOnlyListRefusalView, cancel);

    /// <inheritdoc/>
    public Task<MemoryView> MemoryAsync(bool collect, CancellationToken cancel) => collect
        ? PostAsync("memory/collect", null, AdminJson.Default.MemoryView, cancel)
        : GetAsync("memory", AdminJson.Default.MemoryView, cancel);

    /// <inheritdoc/>
    public Task<BlocksView> ListBlocksAsync(CancellationToken cancel) => GetAsync("blocks", AdminJson.Default.BlocksView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> AddBlockAsync(string jid, CancellationToken cancel) =>
        PostAsync($"blocks/{Escaped(jid)}/add", null, AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> RemoveBlockAsync(string jid, CancellationToken cancel) =>
        PostAsync($"blocks/{Escaped(jid)}/remove", null, AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<RoomPage> ListRoomsAsync(string? service, string? after, int limit, CancellationToken cancel) =>
        GetAsync(FormattableString.Invariant($"rooms?limit={limit}") + Query("&service", service) + Query("&after", after), AdminJson.Default.RoomPage, cancel);

    /// <inheritdoc/>
    public Task<RoomView> ShowRoomAsync(string room, CancellationToken cancel) =>
        GetAsync($"rooms/{Escaped(room)}", AdminJson.Default.RoomView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> DestroyRoomAsync(string room, string? alternative, string? reason, CancellationToken cancel) =>
        PostAsync($"rooms/{Escaped(room)}/destroy", JsonContent.Create(new(alternative, reason), AdminJson.Default.DestroyRequest), AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TombstoneView>> ListTombstonesAsync(string? service, string? after, int limit, CancellationToken cancel) =>
        GetAsync(
            FormattableString.Invariant($"tombstones?limit={limit}") + Query("&service", service) + Query("&after", after),
            AdminJson.Default.IReadOnlyListTombstoneView,
            cancel);

    /// <inheritdoc/>
    public Task<DoneView> RetireServiceAsync(string service, string? reason, CancellationToken cancel) =>
        PostAsync($"services/{Escaped(service)}/retire", JsonContent.Create(new(reason), AdminJson.Default.RetireRequest), AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> ForgetRoomAsync(string room, CancellationToken cancel) =>
        PostAsync($"rooms/{Escaped(room)}/forget", null, AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OccupantView>> ListOccupantsAsync(string room, CancellationToken cancel) =>
        GetAsync($"rooms/{Escaped(room)}/occupants", AdminJson.Default.IReadOnlyListOccupantView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> KickAsync(string room, string nick, string? reason, CancellationToken cancel) =>
        PostAsync($"rooms/{Escaped(room)}/kick", JsonContent.Create(new(nick, reason), AdminJson.Default.KickRequest), AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LinkView>> ListLinksAsync(CancellationToken cancel) =>
        GetAsync("links", AdminJson.Default.IReadOnlyListLinkView, cancel);

    /// <inheritdoc/>
    public Task<LinkView> ShowLinkAsync(string remote, string? service, CancellationToken cancel) =>
        GetAsync(Link(remote, "", service), AdminJson.Default.LinkView, cancel);

    /// <inheritdoc/>
    public Task<LossView> SimulateLossAsync(string remote, string? service, CancellationToken cancel) =>
        GetAsync(Link(remote, "/loss", service), AdminJson.Default.LossView, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovalView>> ListRemovalsAsync(string? jid, CancellationToken cancel) =>
        GetAsync("removals" + Query("?jid", jid), AdminJson.Default.IReadOnlyListRemovalView, cancel);

    /// <inheritdoc/>
    public Task<LinkView> HoldLinkAsync(string remote, string? service, HoldAs state, CancellationToken cancel) =>
        PostAsync(Link(remote, "/hold", service), JsonContent.Create(new(state == HoldAs.Up ? "up" : "down"), AdminJson.Default.HoldRequest), AdminJson.Default.LinkView, cancel);

    /// <inheritdoc/>
    public Task<LinkView> ReleaseLinkAsync(string remote, string? service, CancellationToken cancel) =>
        PostAsync(Link(remote, "/release", service), null, AdminJson.Default.LinkView, cancel);

    /// <inheritdoc/>
    public Task<LinkView> ProbeLinkAsync(string remote, string? service, CancellationToken cancel) =>
        PostAsync(Link(remote, "/probe", service), null, AdminJson.Default.LinkView, cancel);

    /// <inheritdoc/>
    public Task<DoneView> DropLinkAsync(string remote, string? service, CancellationToken cancel) =>
        PostAsync(Link(remote, "/drop", service), null, AdminJson.Default.DoneView, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string Link(string remote, string verb, string? service) => $"links/{Escaped(remote)}{verb}{Query("?service", service)}";

    private static string Query(string name, string? value) => value is null ? "" : $"{name}={Escaped(value)}";

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static SocketsHttpHandler Handler(NodeAddress address)
    {
        // A proxy of the environment is never meant for a loopback address.
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (address.SocketPath is not { } path)
            return handler;

        handler.ConnectCallback = async (_, cancel) =>
        {
            if (!File.Exists(path))
                throw new IOException("there is no such socket");

            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
        return handler;
    }

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, path, null, type, cancel);

    private Task<T> PostAsync<T>(string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, content, type, cancel);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var response = await _http.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode)
                throw new AdminException(response.StatusCode == HttpStatusCode.BadRequest ? ExitCodes.Misused : ExitCodes.Refused, await ReasonAsync(response, cancel));

            return await response.Content.ReadFromJsonAsync(type, cancel) ?? throw new JsonException();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or ArgumentException)
        {
            throw new AdminException(ExitCodes.Unreachable, $"no node answers at {_address}: {fault.InnerException?.Message ?? fault.Message}");
        }
        catch (JsonException)
        {
            throw new AdminException(ExitCodes.Unreachable, $"what answers at {_address} is no node of this version");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new AdminException(ExitCodes.Unreachable, $"the node at {_address} does not answer");
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(AdminJson.Default.ProblemView, cancel);
            if (!string.IsNullOrEmpty(problem?.Detail))
                return problem.Detail;
        }
        catch (JsonException)
        {
            // Not from a node; the status says what there is to say.
        }

        return FormattableString.Invariant($"refused with status {(int)response.StatusCode}");
    }
}
