using Akka.Actor;
using MucService.Actors.Hosts;
using MucService.Xmpp;

namespace MucService.Actors.Activity;

/// <summary>
/// Asks sessions that are remembered whether they are still there: their going was not heard while the stream was away. Some at a time; who
/// answers nothing, or whose server is not reached, stays. Used by one actor.
/// </summary>
/// <param name="service">Who asks.</param>
/// <param name="host">The connection that questions go to.</param>
internal sealed class ListenerProbes(Domain service, IActorRef host)
{
    private const int AtATime = 10;

    private readonly Queue<FullJid> _waiting = [];

    /// <summary>True if some are not asked yet.</summary>
    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>Asks these in turn, too.</summary>
    public void Add(IEnumerable<FullJid> sessions)
    {
        foreach (var session in sessions.Except(_waiting).ToList())
            _waiting.Enqueue(session);
    }

    /// <summary>Asks the next ones; the answers go to <paramref name="asker"/>, with the session as their tag.</summary>
    public void AskSome(IActorRef asker)
    {
        for (var asked = 0; asked < AtATime && _waiting.TryDequeue(out var session); asked++)
        {
            host.Tell(
                new HostMessages.Ask(
                    new Stanza
                    {
                        Kind = StanzaKind.Iq,
                        Type = StanzaType.Get,
                        From = new BareJid(service),
                        To = session,
                        Payloads = [new Element("query", Namespaces.DiscoInfo)],
                    },
                    session),
                asker);
        }
    }

    /// <summary>True if an answer says that the session is gone. A server answers so for a session that is not there: RFC 6121 section 8.5.3.2.3.</summary>
    public static bool IsGone(Stanza answer) => answer.Type == StanzaType.Error && StanzaError.From(answer.Child("error", Namespaces.Component)).Condition
        is ErrorCondition.ServiceUnavailable or ErrorCondition.ItemNotFound or ErrorCondition.RecipientUnavailable or ErrorCondition.Gone or ErrorCondition.JidMalformed;
}
