namespace MucService.Host.Admin;

/// <summary>Logs what the operator changed, one line each. What was refused changed nothing.</summary>
internal sealed class OperatorLog(ILoggerFactory loggers) : IEndpointFilter
{
    private readonly ILogger _log = loggers.CreateLogger<OperatorLog>();

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (!HttpMethods.IsPost(context.HttpContext.Request.Method))
            return answer;

        if (answer is DoneView done)
            _log.LogInformation("The operator {Did}", done.Summary);
        if (answer is LinkView link && context.HttpContext.Request.Path.Value is { } path && !path.EndsWith("/probe", StringComparison.Ordinal))
            _log.LogInformation("Link from {Service} to {Domain} is {Held} by the operator", link.Service, link.Remote, link.Hold is null ? "released" : $"held {link.Hold}");
        return answer;
    }
}
