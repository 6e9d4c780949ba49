using MucService.TestBed;
using Xunit;

namespace MucService.EndToEnd.Tests;

/// <summary>What a chat must have come to, whatever happened to the service.</summary>
internal static class ChatEndings
{
    /// <summary>Ends the talking, and asserts that everybody sees who is in, and knows all that was acknowledged, once and in one order.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="mayLose">Messages from this number to that one may have been lost on their way to some: they were with a crashed holder of the stream.</param>
    public static async Task EndsWellAsync(this Chat chat, Range? mayLose = null)
    {
        var findings = await chat.EndAsync(mayLose);
        Assert.True(findings.All.Count == 0, string.Join('\n', findings.All));
    }
}
