using System.Diagnostics;
using System.Xml.Linq;

namespace MucService.Quickstart;

/// <summary>A step of the story did not happen.</summary>
internal sealed class StepFailedException(string step, Exception why)
    : Exception($"The story failed at the step \"{step}\": {why.Message}", why);

/// <summary>Tells the story as it happens, one line a step.</summary>
internal sealed class Narration(TextWriter output, CancellationToken interrupted)
{
    private const int StepWidth = 66;

    private int _steps;

    /// <summary>Takes a step and says how long it took.</summary>
    /// <exception cref="StepFailedException">It did not happen.</exception>
    /// <exception cref="OperationCanceledException">The story was interrupted.</exception>
    public async Task StepAsync(string step, Func<Task> happen)
    {
        await output.WriteAsync($"{++_steps,3}  {step.PadRight(StepWidth)}");
        await output.FlushAsync();
        var began = Stopwatch.GetTimestamp();
        try
        {
            await happen().WaitAsync(interrupted);
        }
        catch (Exception why) when (!interrupted.IsCancellationRequested)
        {
            await output.WriteLineAsync("  failed");
            throw new StepFailedException(step, why);
        }

        await output.WriteLineAsync($"{Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.0} s");
    }

    /// <summary>Shows a stanza below the step that it belongs to.</summary>
    public Task ShowAsync(XElement stanza) =>
        output.WriteLineAsync($"\n       {stanza.ToString().ReplaceLineEndings("\n       ")}\n");

    /// <summary>Says something between the steps.</summary>
    public Task SayAsync(string text = "") => output.WriteLineAsync(text);
}
