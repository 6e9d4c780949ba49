using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Host.Tests.Fakes;
using MucService.Xmpp;
using Xunit;

namespace MucService.Host.Tests.Admin;

public sealed class AdminApiTests
{
    [Fact]
    public async Task A_node_whose_services_have_streams_is_ready()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();

        var answer = await admin.Http.GetAsync("/health/ready");
        var json = await JsonAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(json.GetProperty("ready").GetBoolean());
        Assert.Equal("chats.shakespeare.lit", json.GetProperty("domains")[0].GetString());
    }

    [Fact]
    public async Task A_node_that_misses_a_stream_says_why()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        admin.Node.Streams = [new StreamStatus(FakeNode.Chats, "127.0.0.1:5347", IsOpen: false, "wrong secret", FakeNode.Noon)];

        var answer = await admin.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("chats.shakespeare.lit: 127.0.0.1:5347: wrong secret", (await JsonAsync(answer)).GetProperty("reasons")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await admin.Http.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task One_of_several_streams_of_a_service_is_enough_but_each_service_needs_one()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        var closed = new StreamStatus(FakeNode.Chats, "127.0.0.1:5347", IsOpen: false, "refused", FakeNode.Noon);
        admin.Node.Streams = [closed, closed with { Server = "127.0.0.2:5347", IsOpen = true, Reason = "" }];
        Assert.Equal(HttpStatusCode.OK, (await admin.Http.GetAsync("/health/ready")).StatusCode);

        admin.Node.Services = [FakeNode.Chats, Domain.Parse("other.shakespeare.lit")];
        var answer = await admin.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("other.shakespeare.lit: not started", (await JsonAsync(answer)).GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public async Task Rooms_are_listed_by_pages()
    {
        await using var admin = await RunningAdmin.OnSocketAsync(new FakeNode(rooms: 5));

        var first = await JsonAsync(await admin.Http.GetAsync("/admin/v1/rooms?limit=3"));
        Assert.Equal(5, first.GetProperty("total").GetInt64());
        Assert.Equal("room002@chats.shakespeare.lit", first.GetProperty("next").GetString());

        var rest = await JsonAsync(await admin.Http.GetAsync("/admin/v1/rooms?limit=3&after=room002@chats.shakespeare.lit"));
        Assert.Equal(["room003@chats.shakespeare.lit", "room004@chats.shakespeare.lit"], rest.GetProperty("items").EnumerateArray().Select(room => room.GetProperty("room").GetString()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_room_and_its_occupants_are_shown()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();

        var room = await JsonAsync(await admin.Http.GetAsync("/admin/v1/rooms/orchard@chats.shakespeare.lit"));
        Assert.Equal("The Orchard", room.GetProperty("name").GetString());
        Assert.Equal(1, room.GetProperty("occupants").GetInt32());

        var occupants = await JsonAsync(await admin.Http.GetAsync("/admin/v1/rooms/orchard@chats.shakespeare.lit/occupants"));
        var session = occupants[0].GetProperty("sessions")[0];
        Assert.Equal("tybalt@capulet.lit/sword", session.GetProperty("realJid").GetString());
        Assert.Equal("unreachable", session.GetProperty("link").GetString());
    }

    [Fact]
    public async Task Kick_and_destroy_reach_the_room()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();

        await DoneAsync(admin.Http.PostAsJsonAsync("/admin/v1/rooms/orchard@chats.shakespeare.lit/kick", new { nick = "Tybalt", reason = "Peace!" }));
        await DoneAsync(admin.Http.PostAsJsonAsync("/admin/v1/rooms/orchard@chats.shakespeare.lit/destroy", new { reason = "Wall" }));

        Assert.Equal(
            [
                new RoomMessages.Kick(FakeNode.Orchard, Nick.Parse("Tybalt"), "Peace!"),
                new RoomMessages.Destroy(FakeNode.Orchard, null, "Wall"),
            ],
            admin.Node.Told);
    }

    [Fact]
    public async Task Hold_release_probe_and_drop_reach_the_link()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        var capulet = Domain.Parse("capulet.lit");

        var held = await JsonAsync(await admin.Http.PostAsJsonAsync("/admin/v1/links/capulet.lit/hold", new { @as = "down" }));
        Assert.Equal("down", held.GetProperty("hold").GetString());
        await DoneAsync(admin.Http.PostAsync("/admin/v1/links/capulet.lit/release", null));
        await DoneAsync(admin.Http.PostAsync("/admin/v1/links/capulet.lit/probe?service=chats.shakespeare.lit", null));
        await DoneAsync(admin.Http.PostAsync("/admin/v1/links/capulet.lit/drop", null));

        Assert.Equal(
            [
                new LinkMessages.Hold(FakeNode.Chats, capulet, Up: false),
                new LinkMessages.Release(FakeNode.Chats, capulet),
                new LinkMessages.ProbeNow(FakeNode.Chats, capulet),
                new LinkMessages.DropConnection(FakeNode.Chats, capulet),
            ],
            admin.Node.Told);
    }

    [Theory]
    [InlineData("GET", "/admin/v1/rooms/nowhere@chats.shakespeare.lit", "", 404, "there is no room nowhere@chats.shakespeare.lit")]
    [InlineData("GET", "/admin/v1/rooms/chats.shakespeare.lit", "", 400, "'chats.shakespeare.lit' is not the JID of a room")]
    [InlineData("GET", "/admin/v1/rooms/orchard@other.lit", "", 404, "'other.lit' is no service of this node")]
    [InlineData("POST", "/admin/v1/rooms/orchard@chats.shakespeare.lit/kick", "{\"nick\":\"Paris\"}", 404, "there is no occupant Paris")]
    [InlineData("POST", "/admin/v1/rooms/orchard@chats.shakespeare.lit/kick", "{\"nick\":\"\"}", 400, "'' is not a nick")]
    [InlineData("POST", "/admin/v1/rooms/orchard@chats.shakespeare.lit/destroy", "{\"alternative\":\"a@b/c\"}", 400, "'a@b/c' is not the JID of a room")]
    [InlineData("POST", "/admin/v1/links/capulet.lit/hold", "{\"as\":\"sideways\"}", 400, "a link is held up or down, not 'sideways'")]
    [InlineData("POST", "/admin/v1/links/verona.lit/drop", "", 409, "the host has no connection to verona.lit")]
    [InlineData("GET", "/admin/v1/links/nowhere.lit", "", 404, "nobody of nowhere.lit is in a room of chats.shakespeare.lit: there is no such link")]
    [InlineData("GET", "/admin/v1/links/nowhere.lit/loss", "", 404, "nobody of nowhere.lit is in a room of chats.shakespeare.lit: there is no such link")]
    [InlineData("GET", "/admin/v1/links/capulet.lit/loss?service=other.lit", "", 404, "'other.lit' is no service of this node")]
    [InlineData("GET", "/admin/v1/removals?jid=%40", "", 400, "'@' is not a JID")]
    [InlineData("GET", "/admin/v1/links/a%20b", "", 400, "'a b' is not a domain")]
    [InlineData("GET", "/admin/v1/links/capulet.lit?service=other.lit", "", 404, "'other.lit' is no service of this node")]
    public async Task A_refusal_is_a_problem_with_one_line(string method, string path, string body, int status, string line)
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await admin.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(line, (await JsonAsync(answer)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Removals_are_read_from_storage_and_a_storage_that_is_down_is_said()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();

        var removal = Assert.Single((await JsonAsync(await admin.Http.GetAsync("/admin/v1/removals?jid=capulet.lit"))).EnumerateArray());
        Assert.Equal("tybalt@capulet.lit/sword", removal.GetProperty("realJid").GetString());
        Assert.Equal("a probe proved it gone", removal.GetProperty("why").GetString());
        Assert.Equal(0, (await JsonAsync(await admin.Http.GetAsync("/admin/v1/removals?jid=verona.lit"))).GetArrayLength());

        ((FakeStore)admin.Node.Store).Fault = "the disk is full";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await admin.Http.GetAsync("/admin/v1/removals")).StatusCode);
    }

    [Fact]
    public async Task What_changes_something_takes_JSON_only()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();

        // What a form of a web page can send.
        var answer = await admin.Http.PostAsync(
            "/admin/v1/rooms/orchard@chats.shakespeare.lit/destroy", new StringContent("{}", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Empty(admin.Node.Told);
    }

    [Fact]
    public async Task While_storage_is_down_lists_are_refused_and_the_status_says_what_it_can()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        ((FakeStore)admin.Node.Store).Fault = "the database does not answer";

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await admin.Http.GetAsync("/admin/v1/rooms")).StatusCode);
        var status = await JsonAsync(await admin.Http.GetAsync("/admin/v1/status"));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("services")[0].GetProperty("rooms").ValueKind);
        Assert.True(status.GetProperty("ready").GetBoolean());
    }

    [Fact]
    public async Task With_several_services_a_link_needs_its_service_named()
    {
        await using var admin = await RunningAdmin.OnSocketAsync();
        admin.Node.Services = [FakeNode.Chats, Domain.Parse("other.shakespeare.lit")];

        var answer = await admin.Http.GetAsync("/admin/v1/links/capulet.lit");
        Assert.Equal("name one of the services: chats.shakespeare.lit, other.shakespeare.lit", (await JsonAsync(answer)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost:5380", true)]
    [InlineData("[::1]:5380", true)]
    [InlineData("rebound.example", false)]
    [InlineData("127.0.0.1.example", false)]
    [InlineData("192.0.2.1", false)]
    public async Task On_TCP_a_foreign_host_is_refused(string host, bool allowed)
    {
        await using var admin = await RunningAdmin.OnPortAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/v1/status");
        request.Headers.Host = host;

        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await admin.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:5380")]
    [InlineData("null")]
    public async Task Whatever_a_web_page_sends_is_refused(string origin)
    {
        await using var admin = await RunningAdmin.OnPortAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/v1/rooms/orchard@chats.shakespeare.lit/destroy")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Origin", origin);

        Assert.Equal(HttpStatusCode.Forbidden, (await admin.Http.SendAsync(request)).StatusCode);
        Assert.Empty(admin.Node.Told);
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> answer) => (await answer).EnsureSuccessStatusCode();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
