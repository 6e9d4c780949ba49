using MucService.Admin.Client;
using Xunit;

namespace MucService.Admin.Tests;

/// <summary>What mucctl asks before it does what cannot be undone. At a terminal, which a test only pretends to be.</summary>
public sealed class ConfirmationTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("y\n")]
    [InlineData("yes\n")]
    public void Yes_goes_on(string answer)
    {
        AtTerminal(answer).Confirm(yes: false, "Destroy orchard@chats.shakespeare.lit?");

        Assert.Equal("Destroy orchard@chats.shakespeare.lit? [y/N] ", _output.ToString());
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("destroy\n")]
    public void Everything_else_does_nothing(string answer)
    {
        var refusal = Assert.Throws<AdminException>(() => AtTerminal(answer).Confirm(yes: false, "Destroy it?"));

        Assert.Equal((ExitCodes.Refused, "not done"), (refusal.ExitCode, refusal.Message));
    }

    [Fact]
    public void Who_has_said_yes_is_not_asked()
    {
        AtTerminal("").Confirm(yes: true, "Destroy it?");

        Assert.Equal("", _output.ToString());
    }

    private Invocation AtTerminal(string answer) =>
        new(address => new AdminClient(address), _output, _errors) { IsTerminal = true, Input = new StringReader(answer) };
}
