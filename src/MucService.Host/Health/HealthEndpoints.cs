namespace MucService.Host.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: 200 if every service has a stream to its host, else 503 with the reasons.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { live = true }));
        routes.MapGet("/health/ready", (IServiceNode node) =>
        {
            var readiness = Readiness.Of(node);
            return TypedResults.Json(readiness, statusCode: readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
