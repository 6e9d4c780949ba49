namespace MucService.Simulation.Tests;

internal enum Deed
{
    Say,
    Whisper,
    Show,
    Pause,
    Resume,
    Rename,
    Leave,
    Join,
    Kick,
    Ban,
    Unban,
    Configure,
    Entitle,
    Destroy,
    Cut,
    Heal,
    Overtake,
    RestartServer,
    LoseStream,
    RestartHost,
    RestartService,
    KillService,
}

/// <summary>Something happens, and some time passes.</summary>
/// <param name="Deed">What.</param>
/// <param name="A">To whom, or where.</param>
/// <param name="B">How.</param>
/// <param name="Room">In which room.</param>
/// <param name="Then">How much time passes.</param>
internal sealed record Step(Deed Deed, int A, int B, int Room, TimeSpan Then)
{
    private static readonly Deed[] Often =
    [
        Deed.Say, Deed.Say, Deed.Say, Deed.Say, Deed.Say, Deed.Whisper, Deed.Whisper, Deed.Whisper, Deed.Show, Deed.Show, Deed.Pause, Deed.Resume, Deed.Rename, Deed.Rename, Deed.Rename, Deed.Leave, Deed.Join, Deed.Join,
        Deed.Cut, Deed.Cut, Deed.Heal, Deed.Heal,
    ];

    private static readonly Deed[] Now = [Deed.Kick, Deed.Ban, Deed.Unban, Deed.Configure, Deed.Entitle, Deed.Entitle];

    private static readonly Deed[] Seldom = [Deed.RestartServer, Deed.LoseStream, Deed.RestartHost, Deed.RestartService, Deed.KillService, Deed.Destroy];

    public static Step Random(Random random, bool overtakes)
    {
        var deed = random.Next(20) switch
        {
            0 => Seldom[random.Next(Seldom.Length)],
            1 or 2 => Now[random.Next(Now.Length)],
            _ => Often[random.Next(Often.Length)],
        };
        if (overtakes && deed == Deed.Heal && random.Next(2) == 0)
            deed = Deed.Overtake;

        // Mostly in quick succession, sometimes so slowly that a loss is noticed, or even the grace time ends.
        var seconds = random.Next(10) switch
        {
            < 6 => 0.1 + random.NextDouble(),
            < 9 => 30 * random.NextDouble(),
            _ => 300 * random.NextDouble(),
        };
        return new Step(deed, random.Next(6), random.Next(30), random.Next(3) / 2, TimeSpan.FromSeconds(seconds));
    }

    public override string ToString() => $"{Deed} {A} {B} in {Room}, then {Then.TotalSeconds:0.000} s";
}
