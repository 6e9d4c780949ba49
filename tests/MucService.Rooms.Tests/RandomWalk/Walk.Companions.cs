using System.Collections.Immutable;
using System.Text;
using MucService.Xmpp;
using Xunit;

namespace MucService.Rooms.Tests.RandomWalk;

/// <content>What companions of the XEP add to a room: questions to occupants, its vCard, messages taken back, versions of the lists.</content>
internal sealed partial class Walk
{
    private readonly Dictionary<string, (int Responses, bool HasAll)> _readAll = new(StringComparer.Ordinal);

    /// <summary>The SHA-1 of each picture, as XEP-0153 shows it.</summary>
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.Ordinal)
    {
        [""] = "",
        ["tea"] = "75490f32c06a50051804339453d3fe2f0cd5564b",
        ["cake"] = "5ddc2ae17d5b13b4e5b3215177685116565f5058",
    };

    private void AssertCompanions(Step step, string id, ImmutableArray<Stanza> sent, bool wasTakenBack, string? known)
    {
        if (step.Deed == Deed.AskOccupant)
            AssertPassedOn(step, id, Assert.Single(sent));
        if (step.Deed == Deed.ReadCard)
            Assert.Equal(_model.Picture, Encoding.UTF8.GetString(Convert.FromBase64String(StanzaXml.Render(Assert.Single(sent)).Descendants().SingleOrDefault(element => element.Name.LocalName == "BINVAL")?.Value ?? "")));
        if (step.Deed == Deed.TakeBack)
        {
            var told = sent.Where(one => one.Payload("retract", Namespaces.Retraction) is not null).Select(one => one.To!.ToString());
            Assert.Equal(wasTakenBack ? [] : SessionsOf(_ => true), told.Order(StringComparer.Ordinal));
        }

        if (step is { Deed: Deed.Enter, WantsLists: true })
        {
            var self = sent.Last(one => one.To!.ToString() == step.From && one.Kind == StanzaKind.Presence).Child("x", Namespaces.MucUser)!;
            var isCurrent = known is not null && known == self.Child("mav", Namespaces.AffiliationVersions)!["until"];
            Assert.Equal(!isCurrent && !Law.MayReadLists(_model, _model.BySession(step.From)!), sent.Any(one => IsRefusalOfLists(step, one)));
        }
    }

    /// <summary>#bizrules-iq: a question reaches the session that spoke last, from the asker's nick; its answer goes back, and nobody else's does.</summary>
    private void AssertPassedOn(Step step, string id, Stanza question)
    {
        var asked = _model.ByNick(step.WantedNick)!.Sessions[^1].Jid;
        Assert.Equal(StanzaType.Get, question.Type);
        Assert.Equal(asked, question.To!.ToString());
        Assert.Equal($"tea@muc.example/{_model.BySession(step.From)!.Nick}", question.From!.ToString());

        if (Model.Bare(Step.Sessions[step.Other]) != Model.Bare(asked))
            Assert.Empty(Answered(Step.Sessions[step.Other]));
        var answer = Assert.Single(Answered(asked));
        Assert.Equal((StanzaType.Result, id, step.From, $"tea@muc.example/{step.WantedNick}"), (answer.Type, answer.Id, answer.To!.ToString(), answer.From!.ToString()));

        ImmutableArray<Stanza> Answered(string by) => Delivery.Resolve(_room, Room.Receive(
            _room,
            StanzaXml.Parse($"<iq id='{question.Id}' from='{by}' to='{question.From}' type='result'><query xmlns='jabber:iq:version'/></iq>"),
            new Arrival(Rule.Noon.AddSeconds(SecondsOfAStep * _steps), id)).Outgoing);
    }

    /// <summary>XEP-0463 #errors: who may read no list is told so, and enters all the same.</summary>
    private static bool IsRefusalOfLists(Step step, Stanza stanza) =>
        step.Deed == Deed.Enter && stanza is { Kind: StanzaKind.Message, Type: StanzaType.Error };

    private void AssertKnowsCompanions(string session, View view)
    {
        var hasAll = HasReadAll(session, view.Lists);
        if (!view.IsIn)
            return;

        Assert.Equal(Pictures[_model.Picture], view.Picture);
        if (view.Lists.Version is not null && hasAll)
            Assert.Equal(_model.Affiliations.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, Word(entry.Value))), view.Lists.Affiliations.Select(entry => (entry.Key, entry.Value)));
    }

    /// <summary>
    /// True if he was sent the lists when he might read all of them, and might ever since. XEP-0463 #self: the current version is not sent again, also not to one
    /// who knew it when he might read less.
    /// </summary>
    private bool HasReadAll(string session, KnownLists lists)
    {
        var (responses, hadAll) = _readAll.GetValueOrDefault(session);
        var hasAll = (hadAll || lists.FullResponses > responses) && _model.AffiliationOf(Model.Bare(session)) == Affiliation.Owner;
        _readAll[session] = (lists.FullResponses, hasAll);
        return hasAll;
    }
}
