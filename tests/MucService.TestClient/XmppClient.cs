using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;

namespace MucService.TestClient;

/// <summary>
/// A scripted XMPP client over plain TCP: it logs in, answers pings and disco#info, and keeps all it receives.
/// It reacts to nothing else by itself, so that a test sees exactly what it asked for.
/// </summary>
public sealed class XmppClient : IAsyncDisposable
{
    private static readonly TimeSpan LoginTime = TimeSpan.FromSeconds(30);

    private readonly ClientOptions _options;
    private readonly string? _session;
    private readonly CancellationTokenSource _closing = new();
    private XmlStream _stream;
    private Task _reading;
    private long _handled;
    private int _lastId;

    private XmppClient(XmlStream stream, ClientOptions options, string jid, string? session)
    {
        _stream = stream;
        _options = options;
        _session = session;
        Jid = jid;
        Capabilities = new Capabilities(options.AnnouncesPsa);
        _reading = ReadAllAsync(stream);
    }

    /// <summary>The full JID.</summary>
    public string Jid { get; }

    /// <summary>The bare JID.</summary>
    public string BareJid => Jid[..Jid.IndexOf('/')];

    /// <summary>What it says it can do.</summary>
    public Capabilities Capabilities { get; }

    /// <summary>All it has received.</summary>
    public StanzaLog Received { get; } = new();

    /// <summary>Connects, logs in, binds and, unless it is told otherwise, becomes available.</summary>
    public static async Task<XmppClient> ConnectAsync(ClientOptions options)
    {
        using var deadline = new CancellationTokenSource(LoginTime);
        var stream = await XmlStream.ConnectAsync(options.Server, deadline.Token);
        try
        {
            var jid = await Login.RunAsync(stream, options, deadline.Token);
            var session = options.Resumable ? await Login.EnableResumptionAsync(stream, deadline.Token) : null;
            var client = new XmppClient(stream, options, jid, session);
            if (options.BecomesAvailable)
                await client.SendAsync(client.Presence());
            return client;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>An id that this client has not used yet.</summary>
    public string NewId() => $"{Jid[(Jid.IndexOf('/') + 1)..]}-{Interlocked.Increment(ref _lastId)}";

    /// <summary>Available presence with this client's capabilities and what else is given.</summary>
    public XElement Presence(string? to = null, params object?[] content) =>
        new(Names.Client + "presence",
            to is null ? null : new XAttribute("to", to),
            content,
            _options.SendsCapabilities ? Capabilities.InPresence() : null);

    /// <summary>Sends a stanza, or anything else.</summary>
    /// <returns>The moment just before it was written, by <see cref="Stopwatch.GetTimestamp"/>.</returns>
    public async Task<long> SendAsync(XElement stanza)
    {
        var moment = Stopwatch.GetTimestamp();
        await _stream.WriteAsync(stanza, _closing.Token);
        return moment;
    }

    /// <summary>Sends text as it is, well-formed or not.</summary>
    public Task SendRawAsync(string text) => _stream.WriteAsync(text, _closing.Token);

    /// <summary>Sends a request and waits for its answer, result or error.</summary>
    public async Task<XElement> RequestAsync(string type, string to, XElement payload, TimeSpan? patience = null)
    {
        var (id, from) = (NewId(), Received.Count);
        await SendAsync(new XElement(
            Names.Client + "iq",
            new XAttribute("type", type),
            new XAttribute("to", to),
            new XAttribute("id", id),
            payload));
        var answer = await Received.WaitForAsync(
            $"answer to {payload.Name.LocalName} from {to}",
            stanza => stanza.Name == Names.Client + "iq" && (string?)stanza.Attribute("id") == id,
            patience ?? TimeSpan.FromSeconds(30),
            from);
        return answer.Stanza;
    }

    /// <summary>Closes the stream as a client does that leaves on purpose: its server tells every room.</summary>
    public async Task CloseAsync()
    {
        await SendRawAsync("</stream:stream>");
        await _reading.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Loses the connection without a word. The session waits to be resumed, where it can be. XEP-0198.</summary>
    public async Task LoseConnectionAsync()
    {
        await _stream.DisposeAsync();
        await _reading.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Resumes the session on a new connection. XEP-0198 #resumption.</summary>
    /// <exception cref="IOException">There is nothing to resume.</exception>
    public async Task ResumeAsync()
    {
        using var deadline = new CancellationTokenSource(LoginTime);
        _stream = await XmlStream.ConnectAsync(_options.Server, deadline.Token);
        await Login.ResumeAsync(_stream, _options, _session ?? throw new IOException("The session cannot be resumed."), _handled, deadline.Token);
        Received.GoOn();
        _reading = ReadAllAsync(_stream);
    }

    /// <summary>Cuts the connection without a word.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _stream.DisposeAsync();
        await _reading.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ReadAllAsync(XmlStream stream)
    {
        try
        {
            while (await stream.ReadAsync(_closing.Token) is { } stanza)
            {
                if (stanza.Name.Namespace == Names.StreamManagement)
                {
                    if (stanza.Name.LocalName == "r")
                        await SendAsync(new XElement(Names.StreamManagement + "a", new XAttribute("h", _handled)));
                    continue;
                }

                _handled++;
                Received.Add(stanza);
                if (_options.Answers && Answers.To(stanza, Capabilities) is { } answer)
                    await SendAsync(answer);
            }

            Received.End("the server closed it");
        }
        catch (Exception failure) when (failure is IOException or XmlException or OperationCanceledException or ObjectDisposedException)
        {
            Received.End(failure.Message);
        }
    }
}
