using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MucService.Xmpp;

namespace MucService.Wire;

/// <summary>Opens a stream and proves the secret. XEP-0114 #proto.</summary>
internal static class Handshake
{
    /// <summary>Exchanges stream headers and handshake.</summary>
    /// <exception cref="StreamFailureException">The host will not have it.</exception>
    /// <exception cref="IllFormedXmlException">The host does not speak the protocol.</exception>
    public static async Task PerformAsync(HostSocket socket, StreamInput input, ComponentEndpoint endpoint, CancellationToken cancel)
    {
        await socket.SendAsync(Header(endpoint.Domain), cancel);
        var header = await input.ReadHeaderAsync(cancel) ?? throw Failed(StreamFailureKind.Lost, "the host closed the connection before its stream header");
        await socket.SendAsync(Encoding.UTF8.GetBytes($"<handshake>{Proof(header.Id, endpoint.Secret)}</handshake>"), cancel);

        List<StreamChild> answer = [];
        while (answer.Count == 0)
        {
            if (!await input.ReadAsync(answer, max: 1, cancel))
                throw Failed(StreamFailureKind.Lost, "the host closed the connection during the handshake");
        }

        if (answer[0].Kind == StreamChildKind.End)
            throw Failed(StreamFailureKind.Closed, "the host closed the stream during the handshake");
        if (answer[0].Element is { } error && error.Is("error", Namespaces.Streams))
            throw new StreamFailureException(StreamErrors.Read(error));
        if (answer[0].Element is not { } handshake || !handshake.Is("handshake", Namespaces.Component))
            throw Failed(StreamFailureKind.HostError, "the host sent something else than the handshake's answer");
    }

    /// <summary>SHA-1 of stream id and secret, as XEP-0114 prescribes it, in lower-case hexadecimal.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "XEP-0114 prescribes SHA-1")]
    public static string Proof(string streamId, string secret) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(streamId + secret)));

    private static byte[] Header(Domain domain) => Encoding.UTF8.GetBytes(
        $"<?xml version='1.0'?><stream:stream xmlns='{Namespaces.Component}' xmlns:stream='{Namespaces.Streams}' "
        + $"to='{Encoding.UTF8.GetString(XmlEscaping.ToAttribute(domain.Value))}'>");

    private static StreamFailureException Failed(StreamFailureKind kind, string text) => new(new StreamFailure(kind, text));
}
