using System.Net;

namespace MucService.Host.Admin;

/// <summary>
/// Keeps web pages out. The admin API cannot authenticate, and a browser on the same machine reaches loopback addresses for any page:
/// a request that comes from a page (<c>Origin</c>), or was sent to another name that was made to resolve here (<c>Host</c>), is refused.
/// </summary>
internal sealed class LoopbackGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("Origin"))
            return RefuseAsync(context, "requests of web pages are refused");
        if (context.Connection.RemoteIpAddress is not null && !IsLoopback(context.Request.Host.Host))
            return RefuseAsync(context, $"the admin address is not called '{context.Request.Host.Host}'");

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext context, string text) =>
        TypedResults.Problem(detail: text, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
