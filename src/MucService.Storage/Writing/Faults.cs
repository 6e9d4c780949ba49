namespace MucService.Storage.Writing;

/// <summary>What to say of an exception.</summary>
internal static class Faults
{
    public static string InOneLine(Exception fault)
    {
        var message = fault.InnerException is { } inner && !fault.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{fault.Message}: {inner.Message}"
            : fault.Message;
        return message.ReplaceLineEndings(" ");
    }
}
