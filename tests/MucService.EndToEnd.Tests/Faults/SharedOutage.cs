using System.Diagnostics;
using System.Runtime.ExceptionServices;
using MucService.TestBed;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>
/// One outage of the network that several rows of the table go through together, each in a room and with people of its own: it takes the
/// time of one. The first row that is asked for has it happen, and each row is told how it went for itself.
/// </summary>
internal sealed class SharedOutage
{
    private readonly FaultBed _bed;
    private readonly Func<Bed, Task> _begin;
    private readonly IReadOnlyList<OutageRow> _rows;
    private readonly Lazy<Task> _happened;

    public SharedOutage(FaultBed bed, Func<Bed, Task> begin, IReadOnlyList<OutageRow> rows)
    {
        (_bed, _begin, _rows) = (bed, begin, rows);
        _happened = new Lazy<Task>(HappenAsync);
    }

    /// <summary>Waits until the outage is over and the row has been checked.</summary>
    public async Task GoesWellForAsync<TRow>()
        where TRow : OutageRow
    {
        await _happened.Value;
        _rows.OfType<TRow>().Single().Failure?.Throw();
    }

    private async Task HappenAsync()
    {
        await AllAsync(row => row.OpenAsync(_bed));
        await using (await _bed.DuringAsync(_begin))
        {
            var began = Stopwatch.GetTimestamp();
            await AllAsync(row => row.DuringAsync(began));
        }

        var healed = Stopwatch.GetTimestamp();
        await AllAsync(row => row.AfterAsync(healed));
        await Task.WhenAll(_rows.Select(row => row.CloseAsync()));
    }

    // A row that has failed takes no further part, and the others go on.
    private Task AllAsync(Func<OutageRow, Task> step) => Task.WhenAll(_rows.Where(row => row.Failure is null).Select(async row =>
    {
        try
        {
            await step(row);
        }
        catch (Exception failure)
        {
            row.Failure = ExceptionDispatchInfo.Capture(failure);
        }
    }));
}
