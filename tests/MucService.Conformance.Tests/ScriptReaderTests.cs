using Xunit;

namespace MucService.Conformance.Tests;

/// <summary>How scripts are read.</summary>
public class ScriptReaderTests
{
    private const string Text = """
        # A title
        ## a tag

        [Client] Ada
        	jid: ada@localhost/desk
        	password: secret

        [Client] Ada's phone
        	jid: ada@localhost

        -----

        Ada connects

        # A remark
        Ada's phone sends:
        	<message to="${Ada's full JID}">

        		<body>Hm</body>
        	</message>

        Ada receives: nothing
        Ada disconnects
        """;

    [Fact]
    public void Characters_stand_before_the_rule() => Assert.Equal(
        [new Character("Ada", "ada@localhost/desk", "secret"), new Character("Ada's phone", "ada@localhost", "")],
        ScriptReader.Read("story", Text).Characters);

    [Fact]
    public void A_step_is_of_the_longest_name_and_has_the_indented_lines_below_it() => Assert.Equal(
        [
            new Step(13, "Ada", Doing.Connects, ""),
            new Step(16, "Ada's phone", Doing.Sends, "\t<message to=\"${Ada's full JID}\">\n\t\t<body>Hm</body>\n\t</message>"),
            new Step(22, "Ada", Doing.ReceivesNothing, ""),
            new Step(23, "Ada", Doing.Disconnects, ""),
        ],
        ScriptReader.Read("story", Text).Steps);

    [Theory]
    [InlineData("[Server] Ada\n-----", "line 1: not a client")]
    [InlineData("[Client] Ada\n-----", "Ada has no jid")]
    [InlineData("[Client] Ada\n\tjid: ada@localhost\n-----\nBo connects", "line 4: nobody of that name")]
    [InlineData("[Client] Ada\n\tjid: ada@localhost\n-----\nAda sleeps", "line 4: not understood")]
    [InlineData("[Client] Ada\n\tjid: ada@localhost\n-----\nAda receives:", "line 4: not understood")]
    public void What_is_not_understood_is_an_error_with_the_line(string text, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => ScriptReader.Read("story", text)).Message, StringComparison.Ordinal);
}
