namespace MucService.Simulation.Tests;

/// <summary>Simulated time: what is planned happens in order of time, and of planning where that is equal.</summary>
internal sealed class Timeline
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _planned = new();
    private long _number;

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public DateTimeOffset Clock => Noon + Now;

    /// <summary>What happened, for a person who looks into a fault.</summary>
    public List<string> Log { get; } = [];

    public void Note(string what) => Log.Add($"{Now.TotalSeconds - 3600,9:0.000}  {what}");

    public void In(TimeSpan wait, Action what) => At(Now + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero), what);

    public void At(TimeSpan when, Action what) => _planned.Enqueue(what, (when > Now ? when : Now, _number++));

    public void RunFor(TimeSpan time)
    {
        var end = Now + time;
        while (_planned.TryPeek(out var what, out var next) && next.At <= end)
        {
            _planned.Dequeue();
            Now = next.At;
            what();
        }

        Now = end;
    }
}
