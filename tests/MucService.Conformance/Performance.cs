using System.Net;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MucService.TestClient;

namespace MucService.Conformance;

/// <summary>One script, played with real clients, to its end or to the first thing that is not as it says.</summary>
internal sealed partial class Performance : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly EndPoint _server;
    private readonly Dictionary<string, Character> _characters;
    private readonly Dictionary<string, XmppClient> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    private Performance(Script script, EndPoint server)
    {
        _server = server;
        _characters = script.Characters.ToDictionary(character => character.Name, StringComparer.Ordinal);
    }

    /// <summary>Plays a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="server">Where clients connect.</param>
    /// <param name="trace">Is told all that is sent and received; null for nothing.</param>
    /// <returns>The first thing that was not as it says; null if all was.</returns>
    public static async Task<string?> PlayAsync(Script script, EndPoint server, Action<string>? trace = null)
    {
        await using var performance = new Performance(script, server);
        foreach (var step in script.Steps)
        {
            trace?.Invoke($"{step.Line}: {step.Who} {step.Doing}");
            if (await performance.PlayAsync(step, trace) is { } unmet)
                return $"line {step.Line}: {step.Who}: {unmet}";
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            await client.CloseAsync();
            await client.DisposeAsync();
        }
    }

    private async Task<string?> PlayAsync(Step step, Action<string>? trace)
    {
        switch (step.Doing)
        {
            case Doing.Connects:
                await ConnectAsync(_characters[step.Who]);
                return null;
            case Doing.Disconnects when _clients.Remove(step.Who, out var leaving):
                await leaving.CloseAsync();
                await leaving.DisposeAsync();
                return null;
            case Doing.Sends when _clients.TryGetValue(step.Who, out var sender):
                var sent = Read(step.Xml);
                trace?.Invoke($"  > {sent.ToString(SaveOptions.DisableFormatting)}");
                await sender.SendAsync(sent);

                // What the next one sends comes over another connection, and is to arrive later: the host has read this one before it answers.
                await sender.RequestAsync("get", DomainOf(sender), new XElement(Names.Ping + "ping"));
                return null;
            case Doing.Sends when _characters.ContainsKey(step.Who):
                // Who has disconnected says it to nobody.
                return null;
            case Doing.Receives when _clients.ContainsKey(step.Who):
                return await AwaitAsync(step.Who, Read(step.Xml), trace);
            case Doing.ReceivesNothing:
                return await NextAsync(step.Who, Silence) is { } unexpected ? $"nothing is expected, received {unexpected.ToString(SaveOptions.DisableFormatting)}" : null;
            default:
                return "is not connected";
        }
    }

    private async Task ConnectAsync(Character who)
    {
        var at = who.Jid.IndexOf('@', StringComparison.Ordinal);
        var slash = who.Jid.IndexOf('/', StringComparison.Ordinal);
        var client = await XmppClient.ConnectAsync(new ClientOptions
        {
            Server = _server,
            User = who.Jid[..at],
            Domain = who.Jid[(at + 1)..(slash < 0 ? who.Jid.Length : slash)],
            Resource = slash < 0 ? $"r{Guid.NewGuid():N}" : who.Jid[(slash + 1)..],
            Password = who.Password,
            BecomesAvailable = false,
            Answers = false,
        });
        _clients[who.Name] = client;
        _seen[who.Name] = 0;
    }

    /// <summary>
    /// Waits for a stanza. What comes before it and is not it is passed over for good, so that the order is that of the script: scripts do not mention
    /// all that their own server sends.
    /// </summary>
    private async Task<string?> AwaitAsync(string who, XElement expected, Action<string>? trace)
    {
        string? nearest = null;
        for (var until = TimeProvider.System.GetUtcNow() + Patience; await NextAsync(who, until - TimeProvider.System.GetUtcNow()) is { } received;)
        {
            var shown = received.ToString(SaveOptions.DisableFormatting);
            if (Expectation.Unmet(expected, received) is not { } unmet)
            {
                trace?.Invoke($"  < {shown}");
                return null;
            }

            trace?.Invoke($"  ~ {shown}");
            if (received.Name == expected.Name)
                nearest ??= $"{unmet}; in {shown}";
        }

        return nearest ?? $"<{expected.Name.LocalName}> did not come within {Patience.TotalSeconds} s";
    }

    private async Task<XElement?> NextAsync(string who, TimeSpan patience)
    {
        if (!_clients.TryGetValue(who, out var client))
            return null;

        try
        {
            var next = await client.Received.WaitForAsync("stanza", stanza => !IsOwnAnswer(client, stanza), patience, _seen[who]);
            _seen[who] = next.Number + 1;
            return next.Stanza;
        }
        catch (Exception nothing) when (nothing is TimeoutException or IOException)
        {
            return null;
        }
    }

    private static bool IsOwnAnswer(XmppClient client, XElement stanza) =>
        stanza.Is("iq", DomainOf(client)) && ((string?)stanza.Attribute("id"))?.StartsWith($"{client.Jid[(client.Jid.IndexOf('/') + 1)..]}-", StringComparison.Ordinal) is true;

    private static string DomainOf(XmppClient client) => client.BareJid[(client.BareJid.IndexOf('@') + 1)..];

    /// <summary>XML of the script, with the addresses that characters have got by now.</summary>
    private XElement Read(string xml) =>
        XElement.Parse($"<script xmlns='{Names.Client}' xmlns:scansion='{Expectation.Scansion}'>{AddressPattern().Replace(xml, Address)}</script>").Elements().Single();

    private string Address(Match match)
    {
        var who = match.Groups["who"].Value;
        var jid = match.Groups["full"].Success && _clients.TryGetValue(who, out var client) ? client.Jid : _characters[who].Jid;
        return SecurityElement.Escape(jid);
    }

    [GeneratedRegex(@"\$\{(?<who>[^}]+?)'s (?<full>full )?JID\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressPattern();
}
