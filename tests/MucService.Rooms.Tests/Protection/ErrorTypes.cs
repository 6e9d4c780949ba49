using System.Collections.Immutable;
using MucService.Xmpp;

namespace MucService.Rooms.Tests.Protection;

/// <summary>Which types an error of a condition may have: RFC 6120 section 8.3.3, and where XEP-0045 or another XEP says otherwise.</summary>
internal static class ErrorTypes
{
    private static readonly Dictionary<ErrorCondition, ImmutableArray<ErrorType>> Allowed = new()
    {
        [ErrorCondition.BadRequest] = [ErrorType.Modify],
        [ErrorCondition.Conflict] = [ErrorType.Cancel],
        [ErrorCondition.FeatureNotImplemented] = [ErrorType.Cancel, ErrorType.Modify],
        // XEP-0050 #impl-error: cancel.
        [ErrorCondition.Forbidden] = [ErrorType.Auth, ErrorType.Cancel],
        [ErrorCondition.Gone] = [ErrorType.Cancel],
        [ErrorCondition.InternalServerError] = [ErrorType.Cancel],
        [ErrorCondition.ItemNotFound] = [ErrorType.Cancel],
        [ErrorCondition.JidMalformed] = [ErrorType.Modify],
        // XEP-0045 #presence, of a probe from outside: cancel.
        [ErrorCondition.NotAcceptable] = [ErrorType.Modify, ErrorType.Cancel],
        [ErrorCondition.NotAllowed] = [ErrorType.Cancel],
        [ErrorCondition.NotAuthorized] = [ErrorType.Auth],
        [ErrorCondition.PolicyViolation] = [ErrorType.Modify, ErrorType.Wait],
        [ErrorCondition.RecipientUnavailable] = [ErrorType.Wait],
        [ErrorCondition.RegistrationRequired] = [ErrorType.Auth],
        [ErrorCondition.RemoteServerNotFound] = [ErrorType.Cancel],
        [ErrorCondition.RemoteServerTimeout] = [ErrorType.Wait],
        [ErrorCondition.ResourceConstraint] = [ErrorType.Wait],
        // XEP-0045 #enter-maxusers: wait.
        [ErrorCondition.ServiceUnavailable] = [ErrorType.Cancel, ErrorType.Wait],
        [ErrorCondition.UnexpectedRequest] = [ErrorType.Wait, ErrorType.Modify],
    };

    /// <summary>The types of a condition.</summary>
    public static ImmutableArray<ErrorType> Of(ErrorCondition condition) => Allowed[condition];

    /// <summary>Every condition that a room may refuse with.</summary>
    public static IEnumerable<ErrorCondition> Conditions => Allowed.Keys;
}
