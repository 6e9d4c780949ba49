using Akka.Actor;
using MucService.Actors.Links;
using MucService.Rooms.Reachability;
using Xunit;

namespace MucService.Actors.Tests.Links;

/// <summary>What is proved of output, and what is in doubt.</summary>
public sealed partial class LinkDirectoryActorTests
{
    [Fact]
    public void What_is_proved_is_known_to_rooms_and_what_is_in_doubt_is_told_to_them()
    {
        var directory = Start();
        var room = Enter(directory, "orchard");
        var inDoubt = new LinkMessages.InDoubt(Remote, "output", 5, 20, DoubtKind.Lost);
        room.ReceiveWhile<object>(TimeSpan.FromMilliseconds(200), message => message);

        directory.Tell(new LinkMessages.Proved(Service, Remote, "output", 10));
        directory.Tell(new LinkMessages.Proved(Service, Remote, "output", 20) { InDoubt = inDoubt });

        Assert.Equal(inDoubt, room.ExpectMsg<LinkMessages.InDoubt>());
        Assert.Equal(new Proven("output", 20), _watermarks.Of(Service, Remote));
    }

    [Fact]
    public void What_was_proved_to_a_supervisor_that_is_gone_is_not_in_doubt()
    {
        var directory = Start();
        var room = Enter(directory, "orchard");
        var inDoubt = new LinkMessages.InDoubt(Remote, "output", null, 20, DoubtKind.StreamLost);
        room.ReceiveWhile<object>(TimeSpan.FromMilliseconds(200), message => message);

        directory.Tell(new LinkMessages.Proved(Service, Remote, "output", 10));
        directory.Tell(new LinkMessages.Proved(Service, Remote, "output", 20) { InDoubt = inDoubt });

        Assert.Equal(inDoubt with { Since = 10 }, room.ExpectMsg<LinkMessages.InDoubt>());
    }

    [Fact]
    public void When_another_node_holds_the_stream_what_the_former_one_wrote_last_is_in_doubt()
    {
        var directory = Start();
        var room = Enter(directory, "orchard");
        room.ReceiveWhile<object>(TimeSpan.FromMilliseconds(200), message => message);

        directory.Tell(new LinkMessages.Proved(Service, Remote, "former", 10));
        directory.Tell(new LinkMessages.Proved(Service, Remote, "next", 3));

        Assert.Equal(new LinkMessages.InDoubt(Remote, "former", 10, long.MaxValue, DoubtKind.StreamLost), room.ExpectMsg<LinkMessages.InDoubt>());
    }
}
