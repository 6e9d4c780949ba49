using MucService.Xmpp;

namespace MucService.Rooms.Tests.RandomWalk;

/// <summary>Somebody in the model's room.</summary>
internal sealed class Person(string nick, string jid)
{
    public string Nick { get; set; } = nick;

    public string Jid { get; } = jid;

    public Role Role { get; set; }

    /// <summary>Sessions in the order in which they spoke: the last is shown.</summary>
    public List<(string Jid, string Show)> Sessions { get; } = [];
}

/// <summary>
/// A room as the XEP describes it, written for the tests, in the plainest way: what is in it, and what follows when something changes.
/// <see cref="Law"/> says what may be done. Nothing of the program's rules is used.
/// </summary>
internal sealed class Model
{
    /// <summary>How many messages the room keeps.</summary>
    public const int HistorySize = 4;

    /// <summary>For how many steps a destroyed room answers that it is gone.</summary>
    public const int StepsOfTombstone = 8;

    /// <summary>Until which step it does, and who may make it again meanwhile.</summary>
    public (int Until, HashSet<string> Heirs) Tombstone { get; set; } = (0, []);

    public bool Exists { get; private set; }

    public bool Locked { get; set; }

    /// <summary>#enter-locked: to anybody but its owners a locked room does not exist.</summary>
    public bool IsThereFor(string jid) => Exists && (!Locked || AffiliationOf(jid) == Affiliation.Owner);

    /// <summary>What its owners decided.</summary>
    public Terms Terms { get; set; } = new();

    public string Subject { get; set; } = "";

    public List<Person> People { get; } = [];

    public Dictionary<string, Affiliation> Affiliations { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Reserved { get; } = new(StringComparer.Ordinal);

    /// <summary>Who asked to be registered with which nick, and waits for an admin.</summary>
    public Dictionary<string, string> Waiting { get; } = new(StringComparer.Ordinal);

    /// <summary>The last messages: their ids, who said them in which step, who was in the room without a break since, and what is left of them.</summary>
    public List<(string Id, string By, int Step, HashSet<string> Heard, string Text)> History { get; } = [];

    /// <summary>The picture that its owners published, or nothing. XEP-0486.</summary>
    public string Picture { get; set; } = "";

    /// <summary>The titles of the hats, and who wears which. XEP-0317.</summary>
    public Dictionary<string, string> Hats { get; } = new(StringComparer.Ordinal);

    public HashSet<(string Jid, string Hat)> Worn { get; } = [];

    /// <summary>Who invited, under which address, whom.</summary>
    public List<(string By, string Shown, string To)> Invitations { get; } = [];

    /// <summary>In which step each was counted last who is slowed. XEP-0500.</summary>
    public Dictionary<string, int> SpokeAt { get; } = new(StringComparer.Ordinal);

    /// <summary>#roles: who left a moderated room with another voice than he would enter with.</summary>
    public Dictionary<string, Role> Voices { get; } = new(StringComparer.Ordinal);

    /// <summary>The order in which the sessions entered.</summary>
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);

    public Person? BySession(string jid) => People.Find(person => person.Sessions.Exists(session => session.Jid == jid));

    public Person? ByNick(string nick) => People.Find(person => person.Nick == nick);

    /// <summary>Nicks that differ in case only cannot be told apart.</summary>
    public Person? ByLikeNick(string nick) => People.Find(person => IsLike(person.Nick, nick));

    public static bool IsLike(string nick, string other) => string.Equals(nick, other, StringComparison.OrdinalIgnoreCase);

    public Affiliation AffiliationOf(string jid) => Affiliations.GetValueOrDefault(jid);

    /// <summary>#roles-default.</summary>
    public Role InitialRole(Affiliation affiliation) => affiliation switch
    {
        Affiliation.Owner or Affiliation.Admin => Role.Moderator,
        Affiliation.Member => Role.Participant,
        _ => Terms.Moderated ? Role.Visitor : Role.Participant,
    };

    /// <summary>#createroom: who creates a room owns it, and it is locked.</summary>
    public void Create(string jid)
    {
        Exists = true;
        Locked = true;
        Tombstone = (0, []);
        Affiliations[jid] = Affiliation.Owner;
    }

    /// <summary>#enter: a session under a nick, possibly beside others of the same person.</summary>
    public void Enter(string session, string nick, string show)
    {
        var jid = Bare(session);
        var present = BySession(session);
        if (present is not null && !IsLike(present.Nick, nick) && ByLikeNick(nick) is null)
            present.Nick = nick;
        else if (present is not null && !IsLike(present.Nick, nick))
            Leave(session);

        var person = ByLikeNick(nick);
        if (person is null)
            People.Add(person = new Person(nick, jid) { Role = RoleOnEntering(jid) });

        person.Sessions.RemoveAll(one => one.Jid == session);
        person.Sessions.Add((session, show));
        _order[session] = _order.Count == 0 ? 0 : _order.Values.Max() + 1;
        foreach (var message in History)
            message.Heard.Remove(session);
    }

    /// <summary>#exit: a person goes with the last session, a temporary room with the last person.</summary>
    public void Leave(string session)
    {
        if (BySession(session) is not { } person)
            return;

        person.Sessions.RemoveAll(one => one.Jid == session);
        if (person.Sessions.Count == 0)
            Remove(person);
    }

    public void Remove(Person person, bool isKicked = false)
    {
        People.Remove(person);
        Voices.Remove(person.Jid);
        var initial = InitialRole(AffiliationOf(person.Jid));
        if (!isKicked && Terms.Moderated && initial < Role.Moderator && person.Role < Role.Moderator && person.Role != initial)
            Voices[person.Jid] = person.Role;
        EndIfEmpty();
    }

    private Role RoleOnEntering(string jid)
    {
        var initial = InitialRole(AffiliationOf(jid));
        return Terms.Moderated && initial < Role.Moderator ? Voices.GetValueOrDefault(jid, initial) : initial;
    }

    /// <summary>#exit: a temporary room ends when the last person goes; one that is empty and made temporary waits for somebody to come and go.</summary>
    public void EndIfEmpty()
    {
        if (People.Count == 0 && !Terms.Persistent)
            End();
    }

    /// <summary>#destroyroom: nothing is left of it.</summary>
    public void End()
    {
        (Exists, Locked, Subject, Terms, Picture) = (false, false, "", new Terms(), "");
        Hats.Clear();
        Worn.Clear();
        Voices.Clear();
        People.Clear();
        Affiliations.Clear();
        Reserved.Clear();
        Waiting.Clear();
        History.Clear();
        Invitations.Clear();
        SpokeAt.Clear();
    }

    /// <summary>What who enters is sent of it.</summary>
    public IEnumerable<string> HistoryToSend => History
        .TakeLast(Terms.MaxHistory.Length == 0 ? HistorySize : int.Parse(Terms.MaxHistory, System.Globalization.CultureInfo.InvariantCulture))
        .Select(message => message.Text);

    public void Say(string id, string by, int step, string text)
    {
        History.Add((id, by, step, [.. People.SelectMany(person => person.Sessions).Select(session => session.Jid)], text));
        if (History.Count > HistorySize)
            History.RemoveAt(0);
    }

    /// <summary>#register: a nick is reserved; where registered nicks are the only ones, he has it from now on.</summary>
    public void Reserve(string jid, string nick)
    {
        Reserved[jid] = nick;
        var his = People.Where(person => person.Jid == jid).OrderBy(person => person.Sessions.Min(session => _order[session.Jid])).ToList();
        if (Terms.NicksLocked && his.Count > 0)
            (his.Find(person => IsLike(person.Nick, nick)) ?? his[0]).Nick = nick;
    }

    /// <summary>
    /// #affil-change, #roles-change: the role gained with an affiliation is fixed; who loses the affiliation that made a moderator
    /// gets the role that he would enter with; who may not be in the room goes.
    /// </summary>
    public void Grant(string jid, Affiliation after)
    {
        var before = AffiliationOf(jid);
        if (after == before)
            return;

        Affiliations[jid] = after;
        Voices.Remove(jid);
        Waiting.Remove(jid);
        if (after is Affiliation.None or Affiliation.Outcast)
            Reserved.Remove(jid);
        if (after == Affiliation.None)
            Affiliations.Remove(jid);
        foreach (var person in People.Where(person => person.Jid == jid).ToList())
        {
            if (after == Affiliation.Outcast || (after == Affiliation.None && Terms.MembersOnly))
                People.Remove(person);
            else if (before >= Affiliation.Admin)
                person.Role = InitialRole(after);
            else if (after > Affiliation.None && person.Role < InitialRole(after))
                person.Role = InitialRole(after);
        }
    }

    /// <summary>The titles of the hats that somebody wears.</summary>
    public IEnumerable<string> HatsOf(string jid) => Hats.Where(hat => Worn.Contains((jid, hat.Key))).Select(hat => hat.Value).Order(StringComparer.Ordinal);

    /// <summary>Whose presence a session is shown. #registrar-formtype-owner, muc#roomconfig_presencebroadcast.</summary>
    public IEnumerable<Person> SeenBy(string session) =>
        BySession(session) is { } own ? People.Where(person => person == own || Terms.Broadcasts(person.Role)) : [];

    /// <summary>True if a session may see everybody's real JID. #enter-semianon.</summary>
    public bool MaySeeRealJids(string session) => BySession(session) is { } own && (Terms.NonAnonymous || own.Role == Role.Moderator);

    public static string Bare(string session) => session.Split('/')[0];
}
