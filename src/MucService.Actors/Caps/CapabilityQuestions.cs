using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using MucService.Actors.Links;
using MucService.Xmpp;

namespace MucService.Actors.Caps;

/// <summary>
/// The questions that are open. A session waits for the hash that it announced last and for no other, and a domain opens only so
/// many: who announces something new with every presence takes nothing from others.
/// </summary>
internal sealed class CapabilityQuestions
{
    /// <summary>How many are open.</summary>
    public const int Most = 10_000;

    /// <summary>How many the sessions of one domain have opened.</summary>
    public const int MostPerDomain = 1_000;

    private readonly Dictionary<HashName, CapabilityQuestion> _open = [];
    private readonly Dictionary<FullJid, HashName> _waitsFor = [];
    private readonly Dictionary<Domain, int> _openedBy = [];

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<CapabilityQuestion> All => _open.Values;

    public bool TryGet(HashName name, [NotNullWhen(true)] out CapabilityQuestion? question) => _open.TryGetValue(name, out question);

    /// <summary>True if the question is open.</summary>
    public bool Holds(CapabilityQuestion question) => _open.TryGetValue(question.Name, out var open) && open == question;

    /// <summary>Somebody waits for what a session announced; for what it announced before, nobody does any more. Null if there are too many.</summary>
    public CapabilityQuestion? Wait(CapabilityMessages.Query query, IActorRef asker)
    {
        var name = HashName.Of(query.Capabilities);
        if (_waitsFor.TryGetValue(query.Session, out var before) && before != name)
            Leave(_open[before], query.Session);
        if (!_open.TryGetValue(name, out var question))
        {
            var domain = query.Session.Domain;
            if (_open.Count >= Most || _openedBy.GetValueOrDefault(domain) >= MostPerDomain)
                return null;

            _open[name] = question = new CapabilityQuestion(name, domain);
            _openedBy[domain] = _openedBy.GetValueOrDefault(domain) + 1;
        }

        if (question.Add(query, asker))
            _waitsFor[query.Session] = name;
        return question;
    }

    /// <summary>A session does not wait for it any more; returns what it wanted, and who asked for it.</summary>
    public (CapabilityMessages.Query Query, IReadOnlyCollection<IActorRef> Askers)? Leave(CapabilityQuestion question, FullJid session)
    {
        var left = question.Remove(session);
        if (left is not null)
            _waitsFor.Remove(session);
        if (question.IsIdle)
            Close(question);
        return left;
    }

    /// <summary>It is answered, or given up.</summary>
    public void Close(CapabilityQuestion question)
    {
        if (!_open.Remove(question.Name))
            return;

        foreach (var (session, _) in question.Askers)
            _waitsFor.Remove(session);
        if (--_openedBy[question.OpenedBy] == 0)
            _openedBy.Remove(question.OpenedBy);
    }
}
