using System.Diagnostics;
using MucService.TestClient;
using Xunit;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>
/// What must hold of a room when a fault is over, whatever it was: the service and every client know the same occupants, nobody is annotated,
/// nobody was removed who should not be, and everybody has each message once by its <c>stanza-id</c>, in the order of the room. Who was told that he is out
/// (status 333) enters anew, where the row allows that, and must then know the same.
/// </summary>
internal static class FaultEnding
{
    private const string Chorus = "Chorus";

    /// <param name="scene">The room.</param>
    /// <param name="gone">The nicks that others may have been told have gone.</param>
    /// <param name="mayBeToldToReenter">Whether people may have been removed, as long as they were told.</param>
    public static async Task EndsWellAsync(this FaultScene scene, string[]? gone = null, bool mayBeToldToReenter = false)
    {
        // Whoever enters now is told all that was said: the room's own word, which everybody else is compared with.
        var chorus = await scene.EnterAsync(scene.Bed.Bed.Montague, "chorus", Chorus);
        var mayGo = new HashSet<string>(gone ?? [], StringComparer.Ordinal) { Chorus };

        var began = Stopwatch.GetTimestamp();
        while (await FaultAsync(scene, chorus) is { } fault)
        {
            if (mayBeToldToReenter)
                await ReenterAsync(scene, mayGo);
            if (Stopwatch.GetElapsedTime(began) > Scene.Patience)
                Assert.Fail($"{scene.Room} does not end well: {fault}");
            await Task.Delay(200);
        }

        foreach (var client in scene.Cast.Keys)
        {
            AssertNobodyWasRemoved(client, scene.Room, mayGo);
            if (Repeats(client, scene.Room).Count() is > 0 and var repeats)
                scene.Bed.Noted($"{client.Jid} was told {repeats} messages again, with their stanza-ids");
        }

        scene.HasGone(chorus);
        await chorus.LeaveAsync($"{scene.Room}/{Chorus}");
        foreach (var client in scene.Cast.Keys)
            await client.Received.WaitForAsync("departure of the chorus", stanza => stanza.IsPresence($"{scene.Room}/{Chorus}", "unavailable"), Scene.Patience);
        await scene.DisconnectAsync(chorus);
    }

    private static async Task ReenterAsync(FaultScene scene, HashSet<string> mayGo)
    {
        foreach (var (client, nick) in scene.Cast)
        {
            var view = RoomView.Of(client, scene.Room);
            if (view.OwnNick is not null || view.Removals.Count == 0 || !view.Removals[^1].StatusCodes().Contains("333"))
                continue;
            mayGo.Add(nick);
            await client.JoinAsync(scene.Room, nick);
        }
    }

    private static async Task<string?> FaultAsync(FaultScene scene, XmppClient chorus)
    {
        var nicks = scene.Cast.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var inRoom = await scene.Bed.NicksAsync(scene.Room);
        if (!inRoom.SequenceEqual(nicks, StringComparer.Ordinal))
            return $"in the room are {List(inRoom)} in place of {List(nicks)}";

        var log = RoomView.Of(chorus, scene.Room).MessagesOfThisVisit;
        return scene.Cast.Keys.Select(client => FaultOfView(client, scene.Room, nicks, log)).FirstOrDefault(fault => fault is not null)
            ?? scene.Said.Select(said => FaultOf(said, scene.Room, log)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOfView(XmppClient client, string room, string[] nicks, IReadOnlyList<SeenMessage> log)
    {
        var view = RoomView.Of(client, room);
        if (view.OwnNick is null)
            return $"{client.Jid} was told that he is out: {string.Join(", ", view.Removals)}";
        if (!view.Occupants.Keys.Order(StringComparer.Ordinal).SequenceEqual(nicks, StringComparer.Ordinal))
            return $"{client.Jid} sees {List(view.Occupants.Keys)} in place of {List(nicks)}";
        if (view.Annotated.Count > 0)
            return $"{client.Jid} holds annotations of {List(view.Annotated)}";

        if (Repeats(client, room).FirstOrDefault(repeat => !repeat.Delayed) is { } again)
            return $"{client.Jid} has heard \"{again.Body}\" twice, the second time as if it were new";
        var heard = view.MessagesOfThisVisit.DistinctBy(message => message.StanzaId, StringComparer.Ordinal);
        return heard.Select(message => message.StanzaId).SequenceEqual(log.Select(message => message.StanzaId), StringComparer.Ordinal)
            ? null
            : $"{client.Jid} has heard\n  {Lines(heard)}\nin place of\n  {Lines(log)}";
    }

    // What is not proved to have arrived is told again, with its stanza-id: that is how a client knows that it is no second message.
    private static IEnumerable<SeenMessage> Repeats(XmppClient client, string room)
    {
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        return [.. RoomView.Of(client, room).MessagesOfThisVisit.Where(message => !seen.Add(message.StanzaId))];
    }

    private static string? FaultOf(Said said, string room, IReadOnlyList<SeenMessage> log)
    {
        var times = log.Count(message => message.Body == said.Body);
        var refused = said.By.Received.From(0).Any(received =>
            received.Stanza.Is("message", room) && (string?)received.Stanza.Attribute("type") == "error" && (string?)received.Stanza.Attribute("id") == said.Id);
        return times == (refused ? 0 : 1) ? null : $"\"{said.Body}\" of {said.By.Jid} was said {times} times, {(refused ? "and was refused" : "and was not refused")}";
    }

    private static void AssertNobodyWasRemoved(XmppClient client, string room, HashSet<string> mayGo)
    {
        var removed = client.Received.From(0).Select(received => received.Stanza)
            .Where(stanza => stanza.IsPresence(type: "unavailable") && ((string?)stanza.Attribute("from"))!.StartsWith($"{room}/", StringComparison.Ordinal))
            .Where(stanza => !mayGo.Contains(((string?)stanza.Attribute("from"))![(room.Length + 1)..]));
        Assert.Empty(removed);
    }

    private static string List(IEnumerable<string> nicks) => $"[{string.Join(", ", nicks.Order(StringComparer.Ordinal))}]";

    private static string Lines(IEnumerable<SeenMessage> messages) =>
        string.Join("\n  ", messages.Select(message => $"{message.StanzaId} {message.Nick}: {message.Body}{(message.Delayed ? " (delayed)" : "")}"));
}
