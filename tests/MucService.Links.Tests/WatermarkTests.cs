using Xunit;

namespace MucService.Links.Tests;

/// <summary>What answered probes prove of what was written before them.</summary>
public class WatermarkTests
{
    private static Watermark Sent(params long[] probes) => probes.Aggregate(Watermark.None, (watermark, probe) => watermark.Sent(probe));

    [Fact]
    public void An_answered_probe_proves_all_before_it()
    {
        var (after, proof) = Sent(1).Answered(1, position: 100, streamBegan: 0);

        Assert.Equal(100, after.Position);
        Assert.Equal(new Proof(100, null, Loss.None), proof);
    }

    [Fact]
    public void A_probe_that_was_not_answered_while_a_later_one_was_leaves_what_was_written_beside_it_in_doubt()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (_, proof) = proved.Sent(2).Sent(3).Answered(3, 300, 0);

        Assert.Equal(new Proof(300, 100, Loss.Probe), proof);
    }

    [Fact]
    public void A_probe_that_was_not_sent_leaves_nothing_in_doubt()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (_, proof) = proved.Sent(2).NotSent(2).Sent(3).Answered(3, 300, 0);

        Assert.Equal(Loss.None, proof!.Loss);
    }

    [Fact]
    public void Answers_in_order_prove_each_for_itself_however_late()
    {
        var (first, _) = Sent(1, 2).Answered(1, 100, 0);

        Assert.Equal(new Proof(200, 100, Loss.None), first.Answered(2, 200, 0).Proof);
    }

    [Fact]
    public void An_old_probe_answered_after_a_newer_one_proves_that_stanzas_may_have_overtaken_one_another()
    {
        var (first, _) = Sent(1).Answered(1, 100, 0);
        var (third, _) = first.Sent(2).Sent(3).Answered(3, 300, 0);

        var (after, proof) = third.Answered(2, 200, 0);

        Assert.Equal(new Proof(300, 100, Loss.Reordered), proof);
        Assert.Equal(300, after.Position);
    }

    [Fact]
    public void A_probe_of_a_lost_stream_answered_after_one_of_the_next_proves_that_stanzas_may_have_overtaken_one_another()
    {
        var (first, _) = Sent(1).Answered(1, 100, 0);
        var (third, _) = first.Sent(2).Sent(3).Answered(3, 300, streamBegan: 250);

        Assert.Equal(new Proof(300, 100, Loss.Reordered), third.Answered(2, 200, streamBegan: 250).Proof);
    }

    [Fact]
    public void What_a_lost_stream_wrote_after_the_last_proof_is_in_doubt_until_the_next_one()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (after, proof) = proved.Sent(2).Answered(2, 300, streamBegan: 250);

        Assert.Equal(new Proof(300, 100, Loss.Stream) { Until = 250 }, proof);
        Assert.Equal(Loss.None, after.Sent(3).Answered(3, 400, 250).Proof!.Loss);
    }

    [Fact]
    public void What_a_lost_connection_may_have_taken_with_it_is_in_doubt_though_every_probe_is_answered()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (after, proof) = proved.Broke().Sent(2).Answered(2, 200, 0);

        Assert.Equal(new Proof(200, 100, Loss.Probe), proof);
        Assert.Equal(Loss.None, after.Sent(3).Answered(3, 300, 0).Proof!.Loss);
    }

    [Fact]
    public void A_probe_that_was_under_way_when_a_connection_was_lost_may_have_gone_by_the_next_one_and_leaves_all_in_doubt()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (second, before) = proved.Sent(2).Broke().Answered(2, 200, 0);
        var (_, after) = second.Sent(3).Answered(3, 300, 0);

        Assert.Equal(new Proof(200, 100, Loss.Probe), before);
        Assert.Equal(new Proof(300, 200, Loss.Probe), after);
    }

    [Fact]
    public void Of_a_domain_that_has_proved_nothing_yet_a_lost_connection_takes_nothing() =>
        Assert.Equal(Loss.None, Watermark.None.Broke().Sent(1).Answered(1, 100, 0).Proof!.Loss);

    [Fact]
    public void What_a_lost_stream_and_a_lost_connection_took_is_all_in_doubt()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        Assert.Equal(new Proof(300, 100, Loss.Stream), proved.StreamBegan().Broke().Sent(2).Answered(2, 300, streamBegan: 250).Proof);
    }

    [Fact]
    public void What_was_written_beside_a_probe_that_the_next_stream_lost_is_in_doubt_as_well()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);
        var next = proved.Sent(2).StreamBegan().Sent(3);

        Assert.Equal(250, next.Answered(3, 300, streamBegan: 250).Proof!.Until);
        Assert.Equal(400, next.Sent(4).Answered(4, 400, streamBegan: 250).Proof!.Until);
    }

    [Fact]
    public void What_was_overtaken_may_come_late_until_it_came_or_many_probes_later()
    {
        var (overtaken, _) = Sent(1, 2).Answered(2, 200, 0);

        Assert.True(overtaken.AwaitsLate);
        Assert.True(overtaken.Sent(32).AwaitsLate);
        Assert.False(overtaken.Answered(1, 100, 0).After.AwaitsLate);
        Assert.False(overtaken.CameBack(1).AwaitsLate);
        Assert.False(overtaken.Sent(33).AwaitsLate);
        Assert.True(overtaken.Sent(long.MaxValue).AwaitsLate);
    }

    [Fact]
    public void A_stream_that_is_lost_with_all_proved_is_told_all_the_same_for_the_host_may_have_lost_sessions()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        Assert.Equal(new Proof(110, 100, Loss.Stream) { Until = 100 }, proved.Sent(2).Answered(2, 110, streamBegan: 100).Proof);
    }

    [Fact]
    public void An_answer_to_what_a_lost_stream_wrote_proves_nothing()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        var (after, proof) = proved.Sent(2).Answered(2, 200, streamBegan: 250);

        Assert.Null(proof);
        Assert.Equal(100, after.Position);
    }

    [Fact]
    public void An_answer_counts_once()
    {
        var (proved, _) = Sent(1).Answered(1, 100, 0);

        Assert.Null(proved.Answered(1, 100, 0).Proof);
    }

    [Fact]
    public void A_first_probe_that_was_lost_with_its_stream_is_no_loss_of_its_own() =>
        Assert.Equal(new Proof(300, null, Loss.Stream) { Until = 250 }, Sent(1).StreamBegan().Sent(2).Answered(2, 300, streamBegan: 250).Proof);

    [Fact]
    public void Where_the_first_probe_was_lost_all_before_the_second_is_in_doubt() =>
        Assert.Equal(new Proof(300, null, Loss.Probe), Sent(1, 3).Answered(3, 300, 50).Proof);

    [Fact]
    public void With_its_first_answer_a_domain_leaves_nothing_in_doubt() => Assert.Equal(Loss.None, Sent(1).Answered(1, 300, 50).Proof!.Loss);

    [Fact]
    public void However_many_probes_are_not_answered_few_are_remembered()
    {
        var watermark = Sent([.. Enumerable.Range(1, 1000).Select(number => (long)number)]);

        Assert.Null(watermark.Answered(1, 10, 0).Proof);
        Assert.NotNull(watermark.Answered(1000, 10, 0).Proof);
    }
}
