using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Actors.Links;

/// <summary>What the answer to a session probe says.</summary>
internal enum SessionVerdict
{
    /// <summary>It is there, or nothing is known: no answer and most errors prove nothing.</summary>
    NotGone,

    /// <summary>It is gone.</summary>
    Gone,

    /// <summary>The probe did not reach the domain: evidence about the link, not about the session.</summary>
    Undeliverable,
}

/// <summary>Asks whether a full JID is still there, and reads the answers.</summary>
internal static class SessionProbe
{
    /// <summary>
    /// The stanza to send, without an id: a question that the client is known to answer itself, or else a message without a body,
    /// which only bounces where nobody is there.
    /// </summary>
    public static Stanza For(Domain service, FullJid session, ClientFeatures features)
    {
        if (features.HasFlag(ClientFeatures.Known))
            return Question(new Element("query", Namespaces.DiscoInfo));
        if (features.HasFlag(ClientFeatures.Ping))
            return Question(new Element("ping", Namespaces.Ping));

        return new Stanza
        {
            Kind = StanzaKind.Message,
            Type = StanzaType.Groupchat,
            From = new BareJid(service),
            To = session,
            Payloads = [new Element("no-store", Namespaces.Hints)],
        };

        Stanza Question(Element about) =>
            new() { Kind = StanzaKind.Iq, Type = StanzaType.Get, From = new BareJid(service), To = session, Payloads = [about] };
    }

    /// <summary>What an answer that bears our probe's id says. Hosts answer <c>service-unavailable</c> for a full JID that is not there.</summary>
    public static SessionVerdict Judge(Stanza answer, FullJid session)
    {
        if (answer.Type != StanzaType.Error)
            return SessionVerdict.NotGone;

        var error = StanzaError.From(answer.Child("error", Namespaces.Component));
        if (error.Condition is ErrorCondition.RemoteServerNotFound or ErrorCondition.RemoteServerTimeout)
            return SessionVerdict.Undeliverable;
        if (answer.From?.Full != session)
            return SessionVerdict.NotGone;

        return error.Condition switch
        {
            ErrorCondition.ServiceUnavailable or ErrorCondition.ItemNotFound or ErrorCondition.Gone or ErrorCondition.RecipientUnavailable
                or ErrorCondition.Redirect or ErrorCondition.JidMalformed => SessionVerdict.Gone,
            _ => SessionVerdict.NotGone,
        };
    }
}
