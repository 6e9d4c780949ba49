using Akka.Actor;
using Microsoft.AspNetCore.Http.HttpResults;
using MucService.Storage;

namespace MucService.Host.Admin;

/// <summary>The request cannot be done; the message is one line for a person.</summary>
internal sealed class RefusalException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}

/// <summary>Turns what can go wrong into problem+json with one line of text. RFC 9457.</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusalException refusal)
        {
            return Problem(refusal.Status, refusal.Message);
        }
        catch (AskTimeoutException)
        {
            return Problem(StatusCodes.Status504GatewayTimeout, "no answer in time");
        }
        catch (StorageFaultException fault)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, StorageIsDown(fault.Message));
        }
    }

    /// <summary>That the node's storage does not take a request now: the reason alone could be of whoever asks.</summary>
    public static string StorageIsDown(string reason) => $"the node's storage is down: {reason}";

    private static ProblemHttpResult Problem(int status, string text) =>
        TypedResults.Problem(detail: text.ReplaceLineEndings(" "), statusCode: status);
}
