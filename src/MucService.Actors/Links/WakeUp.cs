using Akka.Actor;

namespace MucService.Actors.Links;

/// <summary>The one timer of a link.</summary>
internal static class WakeUp
{
    /// <summary>Replaces the timer: the tick comes after that time, at once if it has passed, and not at all for null.</summary>
    public static void Wake(this ITimerScheduler timers, IActorRef self, object tick, TimeSpan? after)
    {
        timers.Cancel(tick);
        if (after is not { } wait)
            return;

        if (wait <= TimeSpan.Zero)
            self.Tell(tick);
        else
            timers.StartSingleTimer(tick, tick, wait);
    }
}
