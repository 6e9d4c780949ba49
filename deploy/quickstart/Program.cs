using System.Runtime.InteropServices;
using MucService.Quickstart;
using MucService.TestBed;

// 0: each step of the story happened (and the visit, if any, was ended by Ctrl-C). 1: a step did not happen. 130: interrupted before that.
using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

var narration = new Narration(Console.Out, interrupted.Token);
try
{
    await using var stage = new Stage(StoryOptions.FromEnvironment(), narration);
    await stage.PlayAsync();
    if (!args.Contains("--demo", StringComparer.Ordinal))
        await new Visit(stage).StayAsync(interrupted.Token);
    return 0;
}
catch (Exception) when (interrupted.IsCancellationRequested)
{
    await Console.Out.WriteLineAsync("\nInterrupted: everything is stopped.");
    return 130;
}
catch (StepFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (BedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
