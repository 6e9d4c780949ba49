namespace MucService.Simulation.Tests;

internal enum Deed
{
    Say,
    Show,
    Rename,
    Leave,
    Join,
    Cut,
    Heal,
    Overtake,
    RestartServer,
    LoseStream,
    RestartHost,
    RestartService,
}

/// <summary>Something happens, and some time passes.</summary>
internal sealed record Step(Deed Deed, int A, int B, TimeSpan Then)
{
    private static readonly Deed[] Often =
    [
        Deed.Say, Deed.Say, Deed.Say, Deed.Say, Deed.Say, Deed.Show, Deed.Show, Deed.Rename, Deed.Rename, Deed.Rename, Deed.Leave, Deed.Join, Deed.Join,
        Deed.Cut, Deed.Cut, Deed.Heal, Deed.Heal,
    ];

    private static readonly Deed[] Seldom = [Deed.RestartServer, Deed.LoseStream, Deed.RestartHost, Deed.RestartService];

    public static Step Random(Random random, bool overtakes)
    {
        var deed = !overtakes && random.Next(20) == 0 ? Seldom[random.Next(Seldom.Length)] : Often[random.Next(Often.Length)];
        if (overtakes && deed == Deed.Heal && random.Next(2) == 0)
            deed = Deed.Overtake;

        // Mostly in quick succession, sometimes so slowly that a loss is noticed, or even the grace time ends.
        var seconds = random.Next(10) switch
        {
            < 6 => 0.1 + random.NextDouble(),
            < 9 => 30 * random.NextDouble(),
            _ => 300 * random.NextDouble(),
        };
        return new Step(deed, random.Next(6), random.Next(30), TimeSpan.FromSeconds(seconds));
    }

    public override string ToString() => $"{Deed} {A} {B}, then {Then.TotalSeconds:0.000} s";
}
