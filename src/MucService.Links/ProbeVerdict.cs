using MucService.Xmpp;

namespace MucService.Links;

/// <summary>What the answer to a probe says.</summary>
public enum ProbeVerdict
{
    /// <summary>The domain answered with a result: proof, and a sign of life even when it is late.</summary>
    Result,

    /// <summary>The domain answered with an error that only a living server makes: proof while it is in time.</summary>
    ProvingError,

    /// <summary>A rule of the domain (or of our host) forbids the probe: not down, and no proof.</summary>
    Refused,

    /// <summary>The probe did not reach the domain.</summary>
    Bounced,

    /// <summary>The answer says nothing.</summary>
    Nothing,
}

/// <summary>Reads the answers to probes. A probe is a ping from the service domain to the bare remote domain. XEP-0199 #s2s.</summary>
public static class ProbeAnswers
{
    /// <summary>What an answer that bears our probe's id says.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="remote">The domain that was probed.</param>
    /// <param name="ours">The names by which our host marks errors of its own: the service domain, and the host's domain if known.</param>
    public static ProbeVerdict Judge(Stanza answer, Domain remote, IReadOnlyCollection<Domain> ours)
    {
        // A user of the domain answers from his own JID, and must not be able to speak for the domain.
        if (answer.From is not { Full: null, Bare.IsDomain: true } from || from.Domain != remote)
            return ProbeVerdict.Nothing;
        if (answer.Type == StanzaType.Result)
            return ProbeVerdict.Result;
        if (answer.Type != StanzaType.Error)
            return ProbeVerdict.Nothing;

        var error = StanzaError.From(answer.Child("error", Namespaces.Component));
        var madeByUs = error.By is { } by && by.Domain != remote && ours.Contains(by.Domain);
        return error.Condition switch
        {
            ErrorCondition.RemoteServerNotFound or ErrorCondition.RemoteServerTimeout => ProbeVerdict.Bounced,
            ErrorCondition.Forbidden or ErrorCondition.NotAllowed or ErrorCondition.PolicyViolation => ProbeVerdict.Refused,
            ErrorCondition.FeatureNotImplemented or ErrorCondition.ServiceUnavailable or ErrorCondition.ItemNotFound
                or ErrorCondition.BadRequest or ErrorCondition.NotAcceptable when !madeByUs => ProbeVerdict.ProvingError,
            _ => ProbeVerdict.Nothing,
        };
    }
}
