using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace MucService.Actors.Tests.Nodes;

/// <summary>A failure detector that sees others as long as a test wants it to.</summary>
public sealed class Eyesight : FailureDetector
{
    private static volatile bool s_isGood = true;

    private volatile bool _hasSeen;

    /// <summary>Made by Akka, by the name of its class.</summary>
#pragma warning disable IDE0060 // Akka gives both.
    public Eyesight(Config settings, EventStream events)
#pragma warning restore IDE0060
    {
    }

    /// <summary>Whether others are seen.</summary>
    public static bool IsGood
    {
        get => s_isGood;
        set => s_isGood = value;
    }

    /// <inheritdoc/>
    public override bool IsAvailable => s_isGood;

    /// <inheritdoc/>
    public override bool IsMonitoring => _hasSeen;

    /// <inheritdoc/>
    public override void HeartBeat() => _hasSeen = true;
}
