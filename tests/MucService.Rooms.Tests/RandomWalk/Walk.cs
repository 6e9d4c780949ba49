using System.Collections.Immutable;
using MucService.Rooms.Occupants;
using MucService.Rooms.Protection;
using MucService.Rooms.Tests.Protection;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>One walk: a room, its model, and what every session sees. After each step they are compared.</summary>
internal sealed partial class Walk
{
    private const int SecondsOfAStep = 30;

    private readonly Model _model = new();
    private readonly Dictionary<string, View> _views = Step.Sessions.ToDictionary(session => session, _ => new View(), StringComparer.Ordinal);
    private RoomState _room = Rule.NoRoom with
    {
        Settings = Rule.Settings with { HistorySize = Model.HistorySize, Chance = [.. new byte[32]], VoiceRequestInterval = TimeSpan.Zero, TombstonesStand = SecondsOfAStep * Model.StepsOfTombstone * TimeSpan.FromSeconds(1) },
    };
    private string _lastSaid = "nothing";
    private int _steps;

    /// <summary>Does all steps. Throws where the room and the model differ.</summary>
    public static void Through(IEnumerable<Step> steps)
    {
        var walk = new Walk();
        foreach (var step in steps)
            walk.Go(step);
    }

    private void Go(Step step)
    {
        var id = $"s{++_steps}";
        var before = Step.Sessions.ToDictionary(session => session, _model.MaySeeRealJids, StringComparer.Ordinal);
        var wasIn = Step.Sessions.Where(session => _model.BySession(session) is not null).ToHashSet(StringComparer.Ordinal);
        var known = _views[step.From].Lists.Version;
        var stanza = StanzaXml.Parse(step.ToXml(id, _lastSaid, known));
        var wasTakenBack = Law.IsTakenBack(_model, _lastSaid);
        var decision = Room.Receive(_room, stanza, new Arrival(Rule.Noon.AddSeconds(SecondsOfAStep * _steps), id));
        _room = _room.After(decision.Events.AsSpan());
        Assert.Equal(ReservedNicks.Of(_room.Affiliations).OrderBy(nick => nick.Key, StringComparer.Ordinal), _room.ReservedNicks.OrderBy(nick => nick.Key, StringComparer.Ordinal));
        var sent = Delivery.Resolve(_room, decision.Outgoing).Select(View.OffTheWire).ToImmutableArray();

        var (terms, existed, waiting) = (_model.Terms, _model.Exists, _model.Waiting.Keys.ToHashSet(StringComparer.Ordinal));
        var refusal = Law.Do(_model, step, _steps, id, _lastSaid);
        if (step.Deed == Deed.Say && refusal is null)
            _lastSaid = id;
        if (step.Deed == Deed.Enter && refusal is null)
            _views[step.From].History.Clear();
        foreach (var one in sent)
        {
            AssertNotLeaking(one, step, wasIn, waiting, session => before[session] || _model.MaySeeRealJids(session));
            if (step.Deed != Deed.Probe && _views.TryGetValue(one.To!.ToString(), out var view))
                view.Follow(one);
        }

        AssertAnswered(step, stanza, sent, refusal);
        AssertExplained(decision, sent, refusal);
        AssertHeard(step, id, sent, refusal);
        if (step.Deed == Deed.Enter && refusal is null)
            AssertBurst(step, sent, created: !existed);
        if (refusal is null)
            AssertTold(step, sent, terms);
        if (refusal is null)
            AssertCompanions(step, id, sent, wasTakenBack, known);
        if (refusal is null && step.Deed is Deed.ReadForm or Deed.AskWhat)
            AssertShown(step, sent);
        foreach (var session in Step.Sessions)
            AssertSeesWhatIs(session);
    }

    /// <summary>Every request is answered once; a refusal says who refused, and has the condition of the XEP.</summary>
    private static void AssertAnswered(Step step, Stanza stanza, ImmutableArray<Stanza> sent, string? refusal)
    {
        var replies = sent.Where(one => one.Type is StanzaType.Error or StanzaType.Result && !IsRefusalOfLists(step, one)).ToList();
        if (refusal is null)
        {
            Assert.Equal(stanza.Kind == StanzaKind.Iq && step.Deed != Deed.AskOccupant ? 1 : 0, replies.Count);
            Assert.DoesNotContain(replies, reply => reply.Type == StanzaType.Error);
            return;
        }

        var error = Assert.Single(sent);
        Assert.Equal(StanzaType.Error, error.Type);
        Assert.Equal(step.From, error.To!.ToString());
        Assert.Equal(stanza.Id, error.Id);
        var element = error.Child("error", Namespaces.Component)!;
        Assert.Equal(refusal, element.Children[0].Name.Local);
        Assert.Equal("tea@muc.example", element["by"]);
    }

    /// <summary>A refusal has a type that its condition may have, words for a person, and a reason to be counted by.</summary>
    private static void AssertExplained(Decision decision, ImmutableArray<Stanza> sent, string? refusal)
    {
        Assert.Equal(refusal is null, decision.Refusal is null);
        if (decision.Refusal is not { Reason: var reason })
            return;

        var error = StanzaError.From(Assert.Single(sent).Child("error", Namespaces.Component));
        Assert.NotEqual(RefusalReason.Rules, reason);
        Assert.Contains(error.Type, ErrorTypes.Of(error.Condition));
        Assert.True(reason == RefusalReason.Away || !string.IsNullOrWhiteSpace(error.Text), $"{refusal} says nothing");
    }

    /// <summary>What is said to all reaches each session once; what is said to one reaches his sessions and nobody else.</summary>
    private void AssertHeard(Step step, string id, ImmutableArray<Stanza> sent, string? refusal)
    {
        if (step.Deed is not (Deed.Say or Deed.SayPrivately or Deed.ChangeSubject) || refusal is not null)
            return;

        var expected = _model.People
            .Where(person => step.Deed != Deed.SayPrivately || person.Nick == step.WantedNick)
            .SelectMany(person => person.Sessions.Select(session => session.Jid));
        Assert.Equal(expected.Order(StringComparer.Ordinal), sent.Select(one => one.To!.ToString()).Order(StringComparer.Ordinal));
        Assert.All(sent, one => Assert.Equal(id, one.Id));
        Assert.All(sent, one => Assert.Equal($"tea@muc.example/{_model.BySession(step.From)!.Nick}", one.From!.ToString()));
    }

    /// <summary>#order: the others, oneself, history, the subject; only a change of nick may come before.</summary>
    private void AssertBurst(Step step, ImmutableArray<Stanza> sent, bool created)
    {
        var self = sent.Last(one => one.To!.ToString() == step.From && one is { Kind: StanzaKind.Presence, Type: StanzaType.Available });
        string[] codes =
        [
            .. _model.Terms.NonAnonymous ? ["100"] : Array.Empty<string>(), .. _model.Terms.Logged ? ["170"] : Array.Empty<string>(),
            .. created ? ["201"] : Array.Empty<string>(), .. _model.BySession(step.From)!.Nick != step.WantedNick ? ["210"] : Array.Empty<string>(), "110",
        ];
        Assert.Equal(codes, View.Codes(self));

        List<string> expected =
        [
            .. Enumerable.Repeat("other", _model.SeenBy(step.From).Count() - 1), "self", .. Enumerable.Repeat("history", _model.HistoryToSend.Count()), "subject",
        ];
        var own = sent.Where(one => one.To!.ToString() == step.From).Select(Part).ToList();
        Assert.Equal(expected, own.Skip(own.Count - expected.Count));
        Assert.Equal(_model.HistoryToSend, _views[step.From].History);

        static string Part(Stanza stanza) => stanza switch
        {
            { Kind: StanzaKind.Message } => View.Text(stanza, "subject") is null ? "history" : "subject",
            { Type: StanzaType.Unavailable } => "gone",
            _ => View.Codes(stanza).Contains("110") ? "self" : "other",
        };
    }

    /// <summary>Nobody is told somebody else's real JID who may not know it, and nobody outside is told anything but answers, invitations and questions to admins.</summary>
    private void AssertNotLeaking(Stanza stanza, Step step, HashSet<string> wasIn, HashSet<string> waiting, Func<string, bool> maySee)
    {
        var to = stanza.To!.ToString();
        var jid = stanza.Child("x", Namespaces.MucUser)?.Child("item")?["jid"];
        if (jid is not null && Model.Bare(jid) != Model.Bare(to))
            Assert.True(maySee(to), $"{to} is told of {jid}");
        if (stanza.Child("x", Namespaces.MucUser)?.Child("item")?.Child("actor")?["jid"] is not null)
            Assert.True(maySee(to), $"{to} is told who did it");
        if (to != step.From && !wasIn.Contains(to) && _model.BySession(to) is null)
            Assert.True(IsForOutside(stanza, step, waiting), $"{to} is told something outside");
    }

    /// <summary>Invitations, and that they were declined; questions to admins, and what they decided.</summary>
    private bool IsForOutside(Stanza stanza, Step step, HashSet<string> waiting) =>
        stanza.Child("x", Namespaces.MucUser)?.Child(step.Deed == Deed.Decline ? "decline" : "invite") is not null
        || (step.Deed == Deed.AnswerRegistration && waiting.Contains(stanza.To!.ToString()))
        || IsQuestionToAdmin(stanza);

    /// <summary>#roomconfig-notify, #voiceapprove, and the lists: who is told what.</summary>
    private void AssertTold(Step step, ImmutableArray<Stanza> sent, Terms before)
    {
        if (step.Deed is Deed.Configure or Deed.NameLists)
        {
            var codes = _model.Exists ? _model.Terms.CodesAfter(before).ToList() : [];
            var told = sent.Where(one => one is { Kind: StanzaKind.Message, Type: StanzaType.Groupchat, From.Resource: null }).ToList();
            Assert.Equal(codes.Count > 0 ? SessionsOf(_ => true) : [], told.Select(one => one.To!.ToString()).Order(StringComparer.Ordinal));
            Assert.All(told, one => Assert.Equal(codes, View.Codes(one)));
        }

        if (step.Deed == Deed.RequestVoice)
            Assert.Equal(SessionsOf(person => person.Role == Role.Moderator), sent.Select(one => one.To!.ToString()).Order(StringComparer.Ordinal));
        if (step.Deed == Deed.AskWho)
            Assert.Equal(ShownTo(step.From).Order(StringComparer.Ordinal), Children(sent, Namespaces.DiscoItems, "jid"));
        if (step.Deed == Deed.ReadList)
            Assert.Equal(Listed(step.List).Order(StringComparer.Ordinal), Assert.Single(sent).Child("query", Namespaces.MucAdmin)!.Children.Select(item => item["jid"]!).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Children(ImmutableArray<Stanza> sent, string @namespace, string attribute) =>
        Assert.Single(sent).Child("query", @namespace)!.Children.Select(child => child[attribute]).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>#disco-roomitems: occupants, and anybody where the room is open, learn who is there.</summary>
    private IEnumerable<string> ShownTo(string session) => _model.BySession(session) is not null || _model.Terms.IsOpen
        ? _model.People.Where(person => _model.Terms.Broadcasts(person.Role)).Select(person => $"tea@muc.example/{person.Nick}")
        : [];

    private IEnumerable<string> SessionsOf(Func<Person, bool> which) =>
        _model.People.Where(which).SelectMany(person => person.Sessions).Select(session => session.Jid).Order(StringComparer.Ordinal);

    private IEnumerable<string> Listed(string list) => list.StartsWith("role", StringComparison.Ordinal)
        ? _model.People.Where(person => list == $"role='{Word(person.Role)}'").Select(person => person.Sessions[^1].Jid)
        : _model.Affiliations.Where(entry => list == $"affiliation='{Word(entry.Value)}'").Select(entry => entry.Key);

    /// <summary>#regapprove: admins are asked whether they are in the room or not.</summary>
    private bool IsQuestionToAdmin(Stanza stanza) =>
        stanza.Payload("x", Namespaces.DataForms) is not null && _model.AffiliationOf(stanza.To!.Bare.ToString()) >= Affiliation.Admin;

    private void AssertSeesWhatIs(string session)
    {
        var view = _views[session];
        Assert.Equal(_model.BySession(session) is not null, view.IsIn);
        var expected = _model.SeenBy(session).OrderBy(person => person.Nick, StringComparer.Ordinal).Select(person => Describe(person, session));
        Assert.Equal(expected, view.Seen.Select(seen => Describe(seen.Key, seen.Value, session)));
        if (view.IsIn)
            Assert.Equal(_model.Subject, view.Subject);
        AssertKnowsCompanions(session, view);
    }

    private string Describe(Person person, string session) => Describe(
        person.Nick,
        (Word(_model.AffiliationOf(person.Jid)), Word(person.Role), person.Sessions[^1].Jid, person.Sessions[^1].Show, string.Join(", ", _model.HatsOf(person.Jid))),
        session);

    /// <summary>With the real JID where the session may see it; who could once still knows it.</summary>
    private string Describe(string nick, (string Affiliation, string Role, string? Jid, string Show, string Hats) of, string session) =>
        $"{nick}: {of.Affiliation} {of.Role} {(_model.MaySeeRealJids(session) ? of.Jid : "")} {of.Show} {of.Hats}";

    private static string Word<TWord>(TWord word)
        where TWord : struct, Enum => word.ToString().ToLowerInvariant();
}
