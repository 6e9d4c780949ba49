using System.Runtime.ExceptionServices;
using System.Text;
using MucService.TestClient;

namespace MucService.EndToEnd.Tests.Faults;

/// <summary>A row of the table that shares an outage with others: what happens in its room before, meanwhile and afterwards.</summary>
internal abstract class OutageRow
{
    private FaultScene? _scene;

    /// <summary>Why the row has failed; <see langword="null"/> as long as it has not.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>The room of this row.</summary>
    protected FaultScene Stage => _scene ?? throw new InvalidOperationException("The scene is not open yet.");

    /// <summary>How many stanzas Romeo had received when the outage began.</summary>
    protected int Before { get; private set; }

    /// <summary>Romeo and Juliet enter the room of this row, and talk.</summary>
    public async Task OpenAsync(FaultBed bed)
    {
        _scene = await FaultScene.OpenAsync(bed, Name());
        await PrepareAsync();
        await Stage.TalkAsync("before");
        Before = Stage.Romeo.Received.Count;
    }

    /// <summary>The outage has begun: waits until Romeo is told of it, and then does what makes this row.</summary>
    public async Task DuringAsync(long began)
    {
        var lost = await Stage.IsAnnotatedAsync(Before);
        await MeanwhileAsync(began, lost);
    }

    /// <summary>The outage is over: waits for what must come of it.</summary>
    public abstract Task AfterAsync(long healed);

    /// <summary>Everybody leaves.</summary>
    public async Task CloseAsync()
    {
        if (_scene is not null)
            await _scene.DisposeAsync();
    }

    /// <summary>What else is there before the outage.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What happens while the room knows of the outage.</summary>
    protected abstract Task MeanwhileAsync(long began, Received lost);

    // OccupantIsBanned: occupant-is-banned
    private string Name()
    {
        var name = new StringBuilder();
        foreach (var letter in GetType().Name)
            name.Append(char.IsUpper(letter) && name.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return name.ToString();
    }
}
