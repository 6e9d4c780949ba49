using System.Collections.Immutable;
using Akka.Actor;
using MucService.Actors.Rooms;
using MucService.Rooms;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Rooms;

/// <summary>What is sent to a room comes in order, however much waits.</summary>
public sealed class RoomMessageQueueTests
{
    private readonly RoomMessageQueue _queue = new();

    [Fact]
    public void Messages_come_in_the_order_in_which_they_were_sent_while_it_grows_and_shrinks()
    {
        var (sent, taken) = (0, new List<int>());
        foreach (var burst in (int[])[1, 3, 40, 2, 1000, 1, 5])
        {
            for (var i = 0; i < burst; i++)
                Send(sent++);
            for (var left = burst / 2; left > 0; left--)
                taken.Add(Take());
        }

        Assert.Equal(sent - taken.Count, _queue.Count);
        while (_queue.HasMessages)
            taken.Add(Take());
        Assert.Equal(Enumerable.Range(0, sent), taken);
        Assert.False(_queue.TryDequeue(out _));
    }

    [Fact]
    public void What_was_stashed_comes_before_what_waits()
    {
        for (var number = 10; number < 14; number++)
            Send(number);
        foreach (var stashed in (int[])[3, 2, 1])
            _queue.EnqueueFirst(new Envelope(stashed, ActorRefs.NoSender));

        Assert.Equal([1, 2, 3, 10, 11, 12, 13], Enumerable.Range(0, 7).Select(_ => Take()));
    }

    [Fact]
    public void What_was_delivered_in_one_message_is_taken_one_by_one()
    {
        var room = BareJid.Parse("tea@muc.example");
        ImmutableArray<RoomMessages.Deliver> delivered = [.. Enumerable.Range(1, 50).Select(number =>
            new RoomMessages.Deliver(room, new Stanza { Kind = StanzaKind.Message, Type = StanzaType.Groupchat }, new Arrival(DateTimeOffset.UnixEpoch, "")) { Number = number })];
        Send(7);
        _queue.Enqueue(ActorRefs.Nobody, new Envelope(new RoomMessages.DeliverMany(room, delivered), ActorRefs.Nobody));
        Send(8);

        Assert.Equal(52, _queue.Count);
        Assert.Equal(7, Take());
        foreach (var each in delivered)
        {
            Assert.True(_queue.TryDequeue(out var envelope));
            Assert.Same(each, envelope.Message);
            Assert.Same(ActorRefs.Nobody, envelope.Sender);
        }

        Assert.Equal(8, Take());
    }

    [Fact]
    public async Task Nothing_is_lost_that_many_send_at_once()
    {
        const int Senders = 4, Each = 5_000;
        var sending = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                Send((sender * Each) + i);
        })).ToArray();

        var last = Enumerable.Repeat(-1, Senders).ToArray();
        for (var taken = 0; taken < Senders * Each;)
        {
            if (!_queue.HasMessages)
            {
                await Task.Yield();
                continue;
            }

            var number = Take();
            Assert.Equal(last[number / Each] + 1, number % Each);
            last[number / Each] = number % Each;
            taken++;
        }

        await Task.WhenAll(sending);
        Assert.Equal(0, _queue.Count);
    }

    private void Send(int number) => _queue.Enqueue(ActorRefs.Nobody, new Envelope(number, ActorRefs.NoSender));

    private int Take()
    {
        Assert.True(_queue.TryDequeue(out var envelope));
        return (int)envelope.Message;
    }
}
