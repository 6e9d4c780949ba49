using System.Collections.Immutable;

namespace MucService.Xmpp;

/// <summary>The conditions of stanza errors. RFC 6120 section 8.3.3.</summary>
public enum ErrorCondition
{
    /// <summary>A condition that RFC 6120 does not define; also what a received error without one is read as.</summary>
    UndefinedCondition,

    /// <summary>The stanza is not what its schema allows.</summary>
    BadRequest,

    /// <summary>Something of that name is there already.</summary>
    Conflict,

    /// <summary>Nobody here does that.</summary>
    FeatureNotImplemented,

    /// <summary>The sender has not the right to it.</summary>
    Forbidden,

    /// <summary>It was here and is gone for good, or has moved.</summary>
    Gone,

    /// <summary>A fault of the service itself.</summary>
    InternalServerError,

    /// <summary>There is no such thing.</summary>
    ItemNotFound,

    /// <summary>The address is not one.</summary>
    JidMalformed,

    /// <summary>The stanza was understood and does not meet what is required of it.</summary>
    NotAcceptable,

    /// <summary>Nobody may do that.</summary>
    NotAllowed,

    /// <summary>The sender must authenticate first.</summary>
    NotAuthorized,

    /// <summary>A rule of this site forbids it.</summary>
    PolicyViolation,

    /// <summary>The recipient is away for now.</summary>
    RecipientUnavailable,

    /// <summary>It is elsewhere for now.</summary>
    Redirect,

    /// <summary>The sender must register first.</summary>
    RegistrationRequired,

    /// <summary>The domain does not resolve or nobody answers there.</summary>
    RemoteServerNotFound,

    /// <summary>The domain did not answer in time.</summary>
    RemoteServerTimeout,

    /// <summary>There is not enough room for it now.</summary>
    ResourceConstraint,

    /// <summary>The service is not provided, or nobody is there.</summary>
    ServiceUnavailable,

    /// <summary>The sender must subscribe first.</summary>
    SubscriptionRequired,

    /// <summary>The stanza came out of turn.</summary>
    UnexpectedRequest,
}

/// <summary>What the sender of a failed stanza can do about it. RFC 6120 section 8.3.2.</summary>
public enum ErrorType
{
    /// <summary>Give credentials and try again.</summary>
    Auth,

    /// <summary>Do not try again.</summary>
    Cancel,

    /// <summary>Go on: it was a warning.</summary>
    Continue,

    /// <summary>Change the stanza and try again.</summary>
    Modify,

    /// <summary>Wait and try again.</summary>
    Wait,
}

/// <summary>Why a stanza failed. RFC 6120 section 8.3.</summary>
/// <param name="Type">What the sender can do about it.</param>
/// <param name="Condition">What went wrong.</param>
/// <param name="Text">An explanation for a person, or null.</param>
/// <param name="By">Who found the fault, or null.</param>
/// <param name="Uri">For <see cref="ErrorCondition.Gone"/> and <see cref="ErrorCondition.Redirect"/>: where it is now, or null.</param>
public sealed record StanzaError(ErrorType Type, ErrorCondition Condition, string? Text = null, Jid? By = null, string? Uri = null)
{
    private static readonly ImmutableArray<(ErrorCondition Condition, string Name, ErrorType Usual)> Conditions =
    [
        (ErrorCondition.UndefinedCondition, "undefined-condition", ErrorType.Cancel),
        (ErrorCondition.BadRequest, "bad-request", ErrorType.Modify),
        (ErrorCondition.Conflict, "conflict", ErrorType.Cancel),
        (ErrorCondition.FeatureNotImplemented, "feature-not-implemented", ErrorType.Cancel),
        (ErrorCondition.Forbidden, "forbidden", ErrorType.Auth),
        (ErrorCondition.Gone, "gone", ErrorType.Cancel),
        (ErrorCondition.InternalServerError, "internal-server-error", ErrorType.Cancel),
        (ErrorCondition.ItemNotFound, "item-not-found", ErrorType.Cancel),
        (ErrorCondition.JidMalformed, "jid-malformed", ErrorType.Modify),
        (ErrorCondition.NotAcceptable, "not-acceptable", ErrorType.Modify),
        (ErrorCondition.NotAllowed, "not-allowed", ErrorType.Cancel),
        (ErrorCondition.NotAuthorized, "not-authorized", ErrorType.Auth),
        (ErrorCondition.PolicyViolation, "policy-violation", ErrorType.Modify),
        (ErrorCondition.RecipientUnavailable, "recipient-unavailable", ErrorType.Wait),
        (ErrorCondition.Redirect, "redirect", ErrorType.Modify),
        (ErrorCondition.RegistrationRequired, "registration-required", ErrorType.Auth),
        (ErrorCondition.RemoteServerNotFound, "remote-server-not-found", ErrorType.Cancel),
        (ErrorCondition.RemoteServerTimeout, "remote-server-timeout", ErrorType.Wait),
        (ErrorCondition.ResourceConstraint, "resource-constraint", ErrorType.Wait),
        (ErrorCondition.ServiceUnavailable, "service-unavailable", ErrorType.Cancel),
        (ErrorCondition.SubscriptionRequired, "subscription-required", ErrorType.Auth),
        (ErrorCondition.UnexpectedRequest, "unexpected-request", ErrorType.Wait),
    ];

    /// <summary>What a protocol adds to the condition, or null; not read from errors. RFC 6120 section 8.3.4.</summary>
    public Element? Detail { get; init; }

    /// <summary>The condition as it stands in XML: <c>item-not-found</c>.</summary>
    public string Name => Conditions.First(row => row.Condition == Condition).Name;

    /// <summary>The language of <see cref="Text"/>; null where somebody wrote it who did not say.</summary>
    public string? Language { get; init; } = "en";

    /// <summary>An error of the type that RFC 6120 gives its condition.</summary>
    public static StanzaError Of(ErrorCondition condition, string? text = null) =>
        new(Conditions.First(row => row.Condition == condition).Usual, condition, text);

    /// <summary>The <c>error</c> child.</summary>
    public Element ToElement()
    {
        var error = new Element("error", Namespaces.Component)
            .With("by", By?.ToString())
            .With("type", Type.ToString().ToLowerInvariant())
            .With(new Element(Name, Namespaces.StanzaErrors).WithText(Uri ?? ""));
        if (Text is not null)
            error = error.With(new Element("text", Namespaces.StanzaErrors).With("xml:lang", Language).WithText(Text));
        return error.With(Detail);
    }

    /// <summary>Reads an <c>error</c> child. A missing or unknown condition is <see cref="ErrorCondition.UndefinedCondition"/>, a missing or unknown type the usual one of the condition.</summary>
    public static StanzaError From(Element? error)
    {
        if (error is null)
            return Of(ErrorCondition.UndefinedCondition);

        var condition = ErrorCondition.UndefinedCondition;
        string? uri = null;
        foreach (var child in error.Children)
        {
            var row = Conditions.FirstOrDefault(row => child.Is(row.Name, Namespaces.StanzaErrors));
            if (row.Name is null)
                continue;

            condition = row.Condition;
            uri = child.Text.Length > 0 ? child.Text : null;
            break;
        }

        var type = ReadType(error["type"]) ?? Of(condition).Type;
        var by = error["by"] is { } written && Jid.TryParse(written, out var jid) ? jid : null;
        return new StanzaError(type, condition, error.Child("text", Namespaces.StanzaErrors)?.Text, by, uri);
    }
    private static ErrorType? ReadType(string? written) => written switch
    {
        "auth" => ErrorType.Auth,
        "cancel" => ErrorType.Cancel,
        "continue" => ErrorType.Continue,
        "modify" => ErrorType.Modify,
        "wait" => ErrorType.Wait,
        _ => null,
    };
}
