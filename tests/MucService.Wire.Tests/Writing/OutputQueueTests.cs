namespace MucService.Wire.Tests.Writing;

public sealed class OutputQueueTests
{
    private readonly SegmentPool _pool = new();

    [Fact]
    public void What_waits_comes_out_in_order_and_small_batches_are_joined()
    {
        var queue = new OutputQueue(1_000_000);
        Assert.True(queue.TryEnqueue(Batch("a", 10), out var first));
        Assert.True(queue.TryEnqueue(Batch("b", 20), out var second));
        Assert.True(queue.TryEnqueue(Batch("c", 100_000), out var third));
        Assert.True(queue.TryEnqueue(Batch("d", 30), out _));

        Assert.Equal((10, 30, 100_030), (first, second, third));
        Assert.Equal("aaaaaaaaaabbbbbbbbbbbbbbbbbbbb", Take(queue));
        Assert.Equal(new string('c', 100_000) + new string('d', 30), Take(queue));
        Assert.Null(queue.TryTake());
        Assert.Equal(100_060, queue.Written);
        Assert.Equal(4, queue.WrittenStanzas);
        Assert.Equal(0, queue.QueuedBytes);
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void A_full_queue_refuses_and_says_once_when_it_has_space()
    {
        var queue = new OutputQueue(100_000);
        var told = 0;
        queue.SpaceAvailable += (_, _) => told++;
        Assert.True(queue.TryEnqueue(Batch("a", 60_000), out _));
        Assert.True(queue.TryEnqueue(Batch("b", 40_000), out _));
        using var refused = Batch("c", 1);
        Assert.False(queue.TryEnqueue(refused, out _));
        Assert.False(queue.TryEnqueue(refused, out _));
        Assert.Equal(2, queue.Refusals);
        Assert.Equal(1, refused.Bytes);
        Assert.Equal(0, told);

        Take(queue);
        Assert.Equal(1, told);
        Take(queue);
        Assert.Equal(1, told);
        Assert.True(queue.TryEnqueue(refused, out _));
    }

    [Fact]
    public void A_batch_over_the_whole_bound_is_taken_when_nothing_waits()
    {
        var queue = new OutputQueue(100);

        Assert.True(queue.TryEnqueue(Batch("a", 1000), out _));
        using var refused = Batch("b", 1);
        Assert.False(queue.TryEnqueue(refused, out _));
    }

    [Fact]
    public void What_is_given_up_counts_as_passed_and_lost()
    {
        var queue = new OutputQueue(1000);
        queue.TryEnqueue(Batch("a", 7), out var position);

        queue.Discard();

        Assert.Equal(position, queue.Written);
        Assert.Equal(7, queue.LostBytes);
        Assert.Equal(0, queue.WrittenStanzas);
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_what_comes()
    {
        var queue = new OutputQueue(1000);
        var waiting = queue.WaitAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);

        queue.TryEnqueue(Batch("a", 1), out _);

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Many_writers_lose_nothing_and_join_no_stanza_with_another()
    {
        const int Writers = 4, Batches = 2000;
        var queue = new OutputQueue(int.MaxValue);
        var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < Batches; i++)
                Assert.True(queue.TryEnqueue(Batch(((char)('a' + w)).ToString(), 1 + (i % 50)), out _));
        }));
        var all = Task.WhenAll(writers);
        var counts = new Dictionary<char, int>();
        while (!all.IsCompleted || queue.QueuedBytes > 0)
        {
            foreach (var character in Take(queue) ?? "")
                counts[character] = counts.GetValueOrDefault(character) + 1;
        }

        await all;
        Assert.Equal(Writers, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(Enumerable.Range(0, Batches).Sum(i => 1 + (i % 50)), count));
        Assert.Equal(Writers * Batches, queue.WrittenStanzas);
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void A_small_batch_that_waits_long_holds_no_whole_segment_and_can_be_joined_again()
    {
        var queue = new OutputQueue(1_000_000);
        var small = Batch("a", 10);
        var large = Batch("b", 20_000);

        small.Shrink();
        large.Shrink();

        Assert.Equal((10, SegmentPool.SegmentBytes), (small.Segments[0].Array.Length, large.Segments[0].Array.Length));
        Assert.Equal((2, 1), (_pool.InUse, _pool.Idle));

        Assert.True(queue.TryEnqueue(small, out _));
        Assert.True(queue.TryEnqueue(Batch("c", 5), out _));
        Assert.True(queue.TryEnqueue(large, out _));
        Assert.Equal("aaaaaaaaaaccccc" + new string('b', 20_000), Take(queue));
        Assert.Null(Take(queue));
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void The_pool_keeps_no_more_than_its_bound()
    {
        var pool = new SegmentPool(maxIdle: 2);
        var segments = Enumerable.Range(0, 5).Select(_ => pool.Rent()).ToList();
        Assert.Equal(5, pool.InUse);

        segments.ForEach(pool.Return);

        Assert.Equal((0, 2), (pool.InUse, pool.Idle));
    }

    [Fact]
    public void The_pool_lets_go_of_what_nobody_needed_for_a_while()
    {
        var pool = new SegmentPool();
        var segments = Enumerable.Range(0, 5).Select(_ => pool.Rent()).ToList();
        segments.ForEach(pool.Return);

        pool.LetGo();
        Assert.Equal(5, pool.Idle);

        pool.Return(pool.Rent());
        pool.LetGo();
        Assert.Equal(1, pool.Idle);
    }

    [Fact]
    public void An_empty_writer_has_no_batch() => Assert.Null(new SegmentWriter(_pool).TakeBatch());

    private static string? Take(OutputQueue queue)
    {
        if (queue.TryTake() is not { } batch)
            return null;

        var text = string.Concat(batch.Segments.Select(segment => Bytes.Text(segment.Written)));
        queue.Finish(batch, lost: false);
        return text;
    }

    private OutputBatch Batch(string character, int bytes)
    {
        var writer = new SegmentWriter(_pool);
        System.Buffers.BuffersExtensions.Write(writer, Bytes.Of(new string(character[0], bytes)));
        writer.Count(1);
        return writer.TakeBatch()!;
    }
}
