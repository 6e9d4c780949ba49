using System.Diagnostics;

namespace MucService.Benchmarks.Driving;

/// <summary>Takes a stanza. It is valid during the call only.</summary>
internal delegate void StanzaHandler(ReadOnlySpan<byte> stanza);

/// <summary>Plays the host on one thread: hands what arrives to the scenario, and answers what the component asks.</summary>
/// <param name="stream">Where the component is.</param>
/// <param name="answer">How answers are sent, if not by the thread that reads: it must not wait where another one writes.</param>
internal sealed class Driver(HostStream stream, StanzaHandler? answer = null)
{
    private readonly HostDuties _duties = new(answer ?? stream.Send);
    private long _heardAt;

    /// <summary>Takes the messages; each scenario sets its own.</summary>
    public StanzaHandler OnMessage { get; set; } = _ => { };

    /// <summary>Takes the presences.</summary>
    public StanzaHandler OnPresence { get; set; } = _ => { };

    /// <summary>The first stanza that should not have come, for who reads a failure; each scenario sets its own.</summary>
    public Func<string?> FirstFault { get; set; } = () => null;

    /// <summary>Answers iqs and, where a domain is lost, bounces.</summary>
    public HostDuties Duties => _duties;

    /// <summary>Sends what the component is to handle.</summary>
    public void Send(ReadOnlySpan<byte> stanzas) => stream.Send(stanzas);

    /// <summary>Handles what arrives until a condition holds, which is tested after each read.</summary>
    /// <param name="isDone">The condition; it may send.</param>
    /// <param name="what">What is waited for, for who reads the failure.</param>
    /// <param name="silence">How long nothing may arrive but what the component asks by itself.</param>
    /// <exception cref="TimeoutException">Nothing arrived for so long.</exception>
    public void RunUntil(Func<bool> isDone, string what, TimeSpan? silence = null)
    {
        var limit = silence ?? TimeSpan.FromSeconds(30);
        _heardAt = Stopwatch.GetTimestamp();
        while (!isDone())
        {
            Step(TimeSpan.FromSeconds(1));
            if (Stopwatch.GetElapsedTime(_heardAt) > limit)
                throw new TimeoutException($"Nothing arrives any more, and there is still missing: {what}. {FirstFault()}".TrimEnd());
        }
    }

    /// <summary>Handles what arrives for a time.</summary>
    public void RunFor(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        for (var left = time; left > TimeSpan.Zero; left = time - Stopwatch.GetElapsedTime(began))
            Step(left);
    }

    /// <summary>Waits until something arrives, and handles all of it. False if nothing does.</summary>
    public bool Step(TimeSpan wait)
    {
        if (!stream.Receive(wait))
            return false;

        var asked = _duties.Asked;
        var count = 0L;
        for (; stream.TryRead(out var stanza); count++)
            Handle(stanza);
        if (count > _duties.Asked - asked)
            _heardAt = Stopwatch.GetTimestamp();
        return true;
    }

    private void Handle(ReadOnlySpan<byte> stanza)
    {
        switch (stanza[1])
        {
            case (byte)'m' when !_duties.Bounces(stanza) && !_duties.IsProbe(stanza):
                OnMessage(stanza);
                break;
            case (byte)'p' when !_duties.Bounces(stanza):
                OnPresence(stanza);
                break;
            case (byte)'i':
                _duties.Answer(stanza);
                break;
        }
    }
}
