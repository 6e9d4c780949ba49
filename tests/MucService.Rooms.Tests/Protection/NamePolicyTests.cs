using System.Text.RegularExpressions;
using MucService.Rooms.Protection;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.Protection;

public class NamePolicyTests
{
    [Theory]
    [InlineData("juliet", true)]
    [InlineData("\u042E\u043B\u0438\u044F", true)]
    [InlineData("\u0438\u0432\u0430\u043D_iphone", true)]
    [InlineData("\u03BC\u0394t", true)]
    [InlineData("\u4E2D\u6587abc", true)]
    [InlineData("p\u0430ypal", false)]
    [InlineData("xx adm\u0456n", false)]
    [InlineData("R\u03BFmeo", false)]
    public void A_word_of_Latin_letters_and_their_look_alikes_can_be_refused(string nick, bool isAllowed)
    {
        Assert.Equal(isAllowed, new NamePolicy { AllowsLookAlikes = false }.Obstacle(Nick.Parse(nick)) is null);
        Assert.Null(NamePolicy.Anything.Obstacle(Nick.Parse(nick)));
    }

    [Theory]
    [InlineData("tea-1", true)]
    [InlineData("tea", false)]
    [InlineData("tea-1-", false)]
    [InlineData("x tea-1", false)]
    public void A_name_has_to_match_the_pattern_as_a_whole(string name, bool isAllowed) =>
        Assert.Equal(isAllowed, new NamePolicy { Pattern = new Regex("[a-z]+-[0-9]", RegexOptions.None, TimeSpan.FromSeconds(1)) }.Obstacle(name) is null);

    [Fact]
    public void A_pattern_that_takes_too_long_matches_nothing()
    {
        var endless = new NamePolicy { Pattern = new Regex("(a+)+b", RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(20)) };

        var refused = endless.Obstacle(new string('a', 1000));

        Assert.Equal((RefusalReason.Name, ErrorCondition.PolicyViolation), (refused!.Reason, refused.Error.Condition));
    }
}
