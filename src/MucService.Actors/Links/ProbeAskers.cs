using Akka.Actor;
using MucService.Links;

namespace MucService.Actors.Links;

/// <summary>Operators who ordered a probe and wait until it is decided.</summary>
internal sealed class ProbeAskers
{
    private readonly List<(IActorRef Who, long Probe)> _waiting = [];

    /// <summary>Answers that asker once this probe is under way no longer.</summary>
    public void Await(IActorRef who, long probe) => _waiting.Add((who, probe));

    /// <summary>Answers those whose probe is decided.</summary>
    public void Answer(LinkState link, Func<object> answer)
    {
        for (var index = _waiting.Count - 1; index >= 0; index--)
        {
            if (link.Outstanding?.Number == _waiting[index].Probe)
                continue;

            _waiting[index].Who.Tell(answer());
            _waiting.RemoveAt(index);
        }
    }
}
