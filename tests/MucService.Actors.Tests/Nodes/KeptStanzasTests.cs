using Microsoft.Extensions.Time.Testing;
using MucService.Actors.Hosts;
using MucService.Actors.Nodes;
using MucService.Actors.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Nodes;

/// <summary>Accepted means kept, until a room has handled it.</summary>
public sealed class KeptStanzasTests
{
    private static readonly BareJid Tea = BareJid.Parse("tea@muc.example");
    private static readonly BareJid Milk = BareJid.Parse("milk@muc.example");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly InboundWindow _window = new(1 << 20);
    private readonly KeptStanzas _kept;

    public KeptStanzasTests() => _kept = new KeptStanzas(new Arrivals(_time), _window, _time, bytesPerRoom: 1000, bytesPerStanza: 800);

    [Fact]
    public void Each_says_which_one_came_before_it_in_its_room()
    {
        var (first, milk, second) = (Accept(Tea), Accept(Milk), Accept(Tea));

        Assert.Equal((0, 0, first.Number), (first.After, milk.After, second.After));
        Assert.True(second.Number > first.Number);
    }

    [Fact]
    public void What_is_handled_is_let_go_of_and_no_longer_counts()
    {
        Accept(Tea);
        var second = Accept(Tea);
        Assert.True(_window.Used > 0);

        _kept.Handled(Tea, second.Number);

        Assert.True(_kept.IsEmpty);
        Assert.Equal(0, _window.Used);
        Assert.Equal(0, Accept(Tea).After);
    }

    [Fact]
    public void A_repeat_carries_the_same_id_and_time_and_follows_nothing_that_is_handled()
    {
        var (first, second, third) = (Accept(Tea), Accept(Tea), Accept(Tea));
        _kept.Handled(Tea, first.Number);

        var again = _kept.After(Tea, first.Number);

        Assert.Equal([second.Arrival, third.Arrival], again.Select(deliver => deliver.Arrival));
        Assert.Equal([0, second.Number], again.Select(deliver => deliver.After));
    }

    [Fact]
    public void The_oldest_is_repeated_when_nothing_is_handled_for_a_while()
    {
        var first = Accept(Tea);
        Accept(Tea);
        Assert.Empty(_kept.Overdue(Patience));

        _time.Advance(Patience);

        Assert.Equal((first.Number, 0L), Assert.Single(_kept.Overdue(Patience)) is var one ? (one.Number, one.After) : default);
        Assert.Empty(_kept.Overdue(Patience));
    }

    [Fact]
    public void A_repeat_says_how_long_it_has_waited()
    {
        var first = Accept(Tea);
        _time.Advance(Patience);
        Accept(Tea);
        _time.Advance(Patience);

        Assert.Equal(TimeSpan.Zero, first.Arrival.Waited);
        Assert.Equal(2 * Patience, Assert.Single(_kept.Overdue(Patience)).Arrival.Waited);
        Assert.Equal(Patience, Assert.Single(_kept.Handled(Tea, first.Number)).Arrival.Waited);
    }

    [Fact]
    public void A_room_that_was_silent_and_handles_again_is_sent_the_rest()
    {
        var (first, second) = (Accept(Tea), Accept(Tea));
        _time.Advance(Patience);
        _kept.Overdue(Patience);

        Assert.Equal([second.Number], _kept.Handled(Tea, first.Number).Select(deliver => deliver.Number));
    }

    [Fact]
    public void A_room_with_too_much_unhandled_is_given_no_more_and_others_are()
    {
        while (_kept.Accept(Tea, Message(Tea)) is not null)
        {
        }

        Assert.Equal(1, _kept.Refused);
        Assert.NotNull(_kept.Accept(Milk, Message(Milk)));
    }

    [Fact]
    public void A_stanza_that_fits_in_no_message_between_nodes_is_refused()
    {
        var large = Message(Tea).With(new Element("body", Namespaces.Component).WithText(new string('x', 900)));

        Assert.Null(_kept.Accept(Tea, large));
        Assert.True(_kept.IsEmpty);
    }

    private RoomMessages.Deliver Accept(BareJid room)
    {
        var kept = _kept.Accept(room, Message(room));
        Assert.NotNull(kept);
        return kept;
    }

    private static Stanza Message(BareJid room) =>
        new() { Kind = StanzaKind.Message, Type = StanzaType.Groupchat, From = Jid.Parse("ada@home.example/desk"), To = room };
}
