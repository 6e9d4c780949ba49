using System.Text.Json;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Rooms;
using MucService.Host.Tests.Fakes;
using MucService.Rooms.Protection;
using MucService.Storage;
using MucService.Xmpp;
using Xunit;

namespace MucService.Admin.Tests;

/// <summary>mucctl as a process, against the admin server of a node on a real socket.</summary>
public sealed class MucctlTests : IAsyncLifetime
{
    private const string Orchard = "orchard@chats.shakespeare.lit";

    private RunningAdmin _admin = null!;

    public async Task InitializeAsync() => _admin = await RunningAdmin.OnSocketAsync();

    public async Task DisposeAsync() => await _admin.DisposeAsync();

    [Fact]
    public async Task Status_shows_services_and_streams()
    {
        _admin.Node.Streams = [new StreamStatus(FakeNode.Chats, "127.0.0.1:5347", IsOpen: false, "wrong secret", FakeNode.Noon)];

        var ended = await RunAsync("status");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Matches("storage +works", ended.Output);
        Assert.Matches("chats.shakespeare.lit +127.0.0.1:5347 +closed +2026-11-01 12:00:00Z +wrong secret", ended.Output);
    }

    [Theory]
    [InlineData("memory", @"resident +[0-9]+ bytes")]
    [InlineData("memory --collect", @"heap +[0-9]+ bytes")]
    [InlineData("room list", @"orchard@chats.shakespeare.lit +2 +persistent +The Orchard")]
    [InlineData("room show orchard@chats.shakespeare.lit", @"members only  no")]
    [InlineData("occupant list orchard@chats.shakespeare.lit", @"Tybalt +participant +none +tybalt@capulet.lit/sword +unreachable")]
    [InlineData("link list", @"chats.shakespeare.lit +capulet.lit +down +unreachable")]
    [InlineData("link show capulet.lit", @"2026-11-01 12:00:00Z +probe missed")]
    [InlineData("link show capulet.lit", @"loss noticed +within 26 s\s+rooms +1\s+sessions out of sync +2 of 3")]
    [InlineData("link simulate capulet.lit", @"stanzas +40\s+ROOM +THEY ARE +STANZAS +SESSIONS +OCCUPANTS\s+orchard@chats.shakespeare.lit +annotated +40 +3 +Juliet, Nurse\s+and 1 rooms more\s+3 rooms more did not answer in time")]
    [InlineData("link hold capulet.lit down", @"^link from chats.shakespeare.lit to capulet.lit: down, held down")]
    [InlineData("link release capulet.lit", @"^link from chats.shakespeare.lit to capulet.lit: down")]
    [InlineData("link probe capulet.lit --service chats.shakespeare.lit", @"^link from chats.shakespeare.lit to capulet.lit: down")]
    [InlineData("link drop capulet.lit", @"^dropped the host's connection from chats.shakespeare.lit to capulet.lit")]
    [InlineData("link wait capulet.lit down", @"^link from chats.shakespeare.lit to capulet.lit: down")]
    [InlineData("removal list", @"^AT +ROOM +REAL JID +WHY\s+2026-11-01 12:00:00Z +orchard@chats.shakespeare.lit +tybalt@capulet.lit/sword +a probe proved it gone")]
    [InlineData("block list", @"spam.example +configuration\s+joe@spam2.example +added\s+LIST +ENTRIES +HEARD +STATE\s+lists.example/bans +7 +1970-01-01 \S+ +followed")]
    [InlineData("block add spam.example", "^blocked spam.example")]
    [InlineData("block remove joe@spam2.example", "^no longer blocked joe@spam2.example")]
    [InlineData("room destroy orchard@chats.shakespeare.lit --yes", @"^destroyed orchard@chats.shakespeare.lit")]
    [InlineData("service retire chats.shakespeare.lit --reason Moved --yes", @"^retired chats.shakespeare.lit for good")]
    [InlineData("room tombstones", @"tomb@chats.shakespeare.lit +2026-11-01 12:00:00Z +2026-12-01 12:00:00Z +orchard@chats.shakespeare.lit +romeo@montague.lit +Poison")]
    [InlineData("room forget tomb@chats.shakespeare.lit --yes", @"^forgot that tomb@chats.shakespeare.lit was destroyed")]
    [InlineData("occupant kick orchard@chats.shakespeare.lit Tybalt --yes", @"^kicked Tybalt from orchard@chats.shakespeare.lit")]
    public async Task A_verb_prints_for_people(string line, string pattern)
    {
        var ended = await RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Matches(pattern, ended.Output);
        Assert.DoesNotContain('\u001b', ended.Output);
    }

    [Theory]
    [InlineData("status", "version,startedAt,ready,storageDownReason,services,streams,nodes,refusals")]
    [InlineData("memory", "heapBytes,committedBytes,residentBytes")]
    [InlineData("room list", "[room,name,occupants,persistent,public,membersOnly,locked,createdAt")]
    [InlineData("room show orchard@chats.shakespeare.lit", "room,name,description,subject,locked,persistent,public,membersOnly,moderated,passwordProtected,realJidsVisible,maxOccupants,occupants,affiliations,createdAt")]
    [InlineData("room tombstones", "[room,destroyedAt,until,alternative,reason,heirs")]
    [InlineData("occupant list orchard@chats.shakespeare.lit", "[nick,realJid,role,affiliation,sessions")]
    [InlineData("link list", "[service,remote,state,told,hold,since,mute,refusedByPolicy,roundTripMilliseconds,noticedWithinSeconds,rooms,sessions,outOfSync,epoch,penalty,dampedUntil,graceEnds,notices,evidence")]
    [InlineData("link show capulet.lit", "service,remote,state,told,hold,since,mute,refusedByPolicy,roundTripMilliseconds,noticedWithinSeconds,rooms,sessions,outOfSync,epoch,penalty,dampedUntil,graceEnds,notices,evidence")]
    [InlineData("link hold capulet.lit up", "service,remote,state,told,hold,since,mute,refusedByPolicy,roundTripMilliseconds,noticedWithinSeconds,rooms,sessions,outOfSync,epoch,penalty,dampedUntil,graceEnds,notices,evidence")]
    [InlineData("link simulate capulet.lit", "service,remote,rooms,occupants,sessions,stanzas,silentRooms,listed")]
    [InlineData("removal list", "[at,room,realJid,why")]
    [InlineData("room destroy orchard@chats.shakespeare.lit --yes", "summary")]
    public async Task A_verb_prints_stable_JSON(string line, string names)
    {
        var ended = await RunAsync([.. line.Split(' '), "--output", "json"]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        var json = JsonDocument.Parse(ended.Output).RootElement;
        var listed = names.StartsWith('[');
        var subject = listed ? json[0] : json;
        Assert.Equal(names.TrimStart('['), string.Join(',', subject.EnumerateObject().Select(property => property.Name)));
    }

    [Fact]
    public async Task Removals_are_found_by_session_account_and_domain()
    {
        var removals = ((FakeStore)_admin.Node.Store).Removals;
        removals.Clear();
        foreach (var session in new[] { "juliet@capulet.lit/balcony", "juliet@capulet.lit/orchard", "nurse@capulet.lit/x", "romeo@montague.lit/y" })
            removals.Add(new RemovalRow(default, BareJid.Parse("orchard@chats.shakespeare.lit"), FullJid.Parse(session), "a probe proved it gone"));

        foreach (var (jid, count) in new[] { ("juliet@capulet.lit/balcony", 1), ("juliet@capulet.lit", 2), ("capulet.lit", 3), ("verona.lit", 0) })
        {
            var ended = await RunAsync("removal", "list", "--jid", jid, "--output", "json");
            Assert.Equal(count, JsonDocument.Parse(ended.Output).RootElement.GetArrayLength());
        }
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_so_and_refused()
    {
        var ended = await RunAsync("link", "wait", "capulet.lit", "up", "--timeout", "0");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("is down, and not up", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_are_counted_by_reason_and_condition()
    {
        _admin.Node.Refusals.Count(RefusalReason.Size, ErrorCondition.PolicyViolation);
        for (var i = 0; i < 3; i++)
            _admin.Node.Refusals.Count(RefusalReason.RoomRateOfEntries, ErrorCondition.ResourceConstraint);

        var refusals = await RunAsync("refusals");
        var status = await RunAsync("status");

        Assert.Matches("room-rate-of-entries +resource-constraint +3\\s+size +policy-violation +1", refusals.Output);
        Assert.Matches("refusals +4", status.Output);
    }

    [Fact]
    public async Task The_nodes_of_a_cluster_are_shown_where_there_is_one()
    {
        var single = await RunAsync("status");
        _admin.Node.Nodes = [new("10.0.0.1:4053", "up", IsThis: false), new("10.0.0.2:4053", "unreachable", IsThis: false), new("10.0.0.3:4053", "up", IsThis: true)];
        var several = await RunAsync("status");

        Assert.DoesNotContain("NODE", single.Output);
        Assert.Matches("NODE +STATE +THIS ONE\\s+10.0.0.1:4053 +up +no\\s+10.0.0.2:4053 +unreachable +no\\s+10.0.0.3:4053 +up +yes", several.Output);
    }

    [Fact]
    public async Task What_was_said_reaches_the_actors()
    {
        await RunAsync("room", "destroy", Orchard, "--reason", "The wall", "--alternative", "hall@chats.shakespeare.lit", "--yes");
        await RunAsync("occupant", "kick", Orchard, "Tybalt", "--reason", "Peace!", "-y");
        await RunAsync("link", "hold", "capulet.lit", "up");

        Assert.Equal(
            [
                new RoomMessages.Destroy(FakeNode.Orchard, BareJid.Parse("hall@chats.shakespeare.lit"), "The wall"),
                new RoomMessages.Kick(FakeNode.Orchard, Nick.Parse("Tybalt"), "Peace!"),
                new LinkMessages.Hold(FakeNode.Chats, Domain.Parse("capulet.lit"), Up: true),
            ],
            _admin.Node.Told);
    }

    [Theory]
    [InlineData("room show nowhere@chats.shakespeare.lit", "mucctl: there is no room nowhere@chats.shakespeare.lit")]
    [InlineData("room destroy nowhere@chats.shakespeare.lit --yes", "mucctl: there is no room nowhere@chats.shakespeare.lit")]
    [InlineData("occupant kick orchard@chats.shakespeare.lit Paris --yes", "mucctl: there is no occupant Paris")]
    [InlineData("link drop verona.lit", "mucctl: the host has no connection to verona.lit")]
    [InlineData("block add chats.shakespeare.lit", "mucctl: chats.shakespeare.lit is a service of ours")]
    [InlineData("link show capulet.lit --service other.lit", "mucctl: 'other.lit' is no service of this node")]
    public async Task A_refusal_is_one_line_on_stderr_and_exit_code_1(string line, string refusal)
    {
        var ended = await RunAsync(line.Split(' '));

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Equal([refusal], ended.ErrorLines);
    }

    [Theory]
    [InlineData("", "mucctl: Required command was not provided.")]
    [InlineData("rooom list", "mucctl: Required command was not provided.")]
    [InlineData("room show", "mucctl: Required argument missing for command: 'show'.")]
    [InlineData("link hold capulet.lit sideways", "mucctl: Argument 'sideways' not recognized. Must be one of: 'up' 'down'")]
    [InlineData("status --output xml", "mucctl: Argument 'xml' not recognized. Must be one of: 'table' 'json'")]
    [InlineData("room list --limit 0", "mucctl: --limit must be a whole number, 1 or more")]
    [InlineData("room list --limit many", "mucctl: --limit must be a whole number, 1 or more")]
    [InlineData("link wait capulet.lit up --timeout -4", "mucctl: --timeout must be a whole number, 0 or more")]
    [InlineData("link wait capulet.lit up --timeout soon", "mucctl: --timeout must be a whole number, 0 or more")]
    [InlineData("room show orchard@chats.shakespeare.lit/Juliet", "mucctl: 'orchard@chats.shakespeare.lit/Juliet' is not the JID of a room")]
    [InlineData("link show juliet@capulet.lit", "mucctl: 'juliet@capulet.lit' is not a domain")]
    [InlineData("block add @spam.example", "mucctl: '@spam.example' is neither a bare JID nor a domain")]
    [InlineData("block add joe@spam.example/home", "mucctl: 'joe@spam.example/home' is neither a bare JID nor a domain")]
    [InlineData("room destroy orchard@chats.shakespeare.lit", "mucctl: this cannot be undone, and there is no terminal to ask at: say --yes")]
    [InlineData("occupant kick orchard@chats.shakespeare.lit Tybalt", "mucctl: this cannot be undone, and there is no terminal to ask at: say --yes")]
    public async Task Misuse_is_exit_code_2_and_does_nothing(string line, string complaint)
    {
        var ended = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains(complaint, ended.ErrorLines);
        Assert.Empty(_admin.Node.Told);
    }

    [Fact]
    public async Task An_address_that_is_none_is_misuse()
    {
        var ended = await ProgramUnderTest.RunAsync("mucctl", ["status", "--address", "ftp://127.0.0.1"]);

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(["mucctl: 'ftp://127.0.0.1' is no address: say unix:/path or http://127.0.0.1:5380"], ended.ErrorLines);
    }

    [Fact]
    public async Task Where_no_node_answers_is_exit_code_3()
    {
        var port = Ports.Free();
        var refused = await ProgramUnderTest.RunAsync("mucctl", ["status"], ("MUCCTL_ADDRESS", $"http://127.0.0.1:{port}"));
        var missing = await ProgramUnderTest.RunAsync("mucctl", ["status", "--address", "unix:/nowhere/admin.sock"]);

        Assert.Equal((3, 3), (refused.ExitCode, missing.ExitCode));
        Assert.StartsWith($"mucctl: no node answers at http://127.0.0.1:{port}: ", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["mucctl: no node answers at unix:/nowhere/admin.sock: there is no such socket"], missing.ErrorLines);
    }

    [Fact]
    public async Task Without_an_address_the_socket_in_the_default_data_directory_is_asked()
    {
        using var folder = new TemporaryFolder();
        var ended = await ProgramUnderTest.RunAsync("mucctl", ["status"], ("XDG_STATE_HOME", folder.Path), ("MUCCTL_ADDRESS", null));

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains($"unix:{folder.Path}/mucservice/admin.sock", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loopback_address_serves_as_well()
    {
        await using var admin = await RunningAdmin.OnPortAsync();
        var ended = await ProgramUnderTest.RunAsync("mucctl", ["room", "list", "--address", admin.Address.ToString()]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Contains(Orchard, ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_is_read_by_pages_up_to_the_limit()
    {
        await using var admin = await RunningAdmin.OnSocketAsync(new FakeNode(rooms: 1200));
        string[] list = ["room", "list", "--output", "json", "--address", admin.Address.ToString()];

        var some = await ProgramUnderTest.RunAsync("mucctl", list);
        var all = await ProgramUnderTest.RunAsync("mucctl", [.. list, "--limit", "2000"]);

        Assert.Equal((1000, 1200), (Count(some), Count(all)));
        Assert.Equal(["mucctl: 200 more: say --limit 1200"], some.ErrorLines);
        Assert.Empty(all.ErrorLines);
    }

    [Fact]
    public async Task Control_characters_of_strangers_do_not_reach_the_terminal()
    {
        var ended = await RunAsync("room", "show", Orchard);

        Assert.Matches("subject +What light\\?\uFFFD\\[2J", ended.Output);
    }

    [Theory]
    [InlineData("room destroy", "mucctl room destroy orchard@chats.shakespeare.lit --reason")]
    [InlineData("link hold", "mucctl link hold capulet.lit down")]
    [InlineData("status", "mucctl status --output json")]
    public async Task Help_has_an_example(string verb, string example)
    {
        var ended = await ProgramUnderTest.RunAsync("mucctl", [.. verb.Split(' '), "--help"]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Contains(example, ended.Output, StringComparison.Ordinal);
    }

    private static int Count(ProgramResult ended) => JsonDocument.Parse(ended.Output).RootElement.GetArrayLength();

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        ProgramUnderTest.RunAsync("mucctl", arguments, ("MUCCTL_ADDRESS", _admin.Address.ToString()));
}
