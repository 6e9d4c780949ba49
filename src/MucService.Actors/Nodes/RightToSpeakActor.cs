using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace MucService.Actors.Nodes;

/// <summary>
/// Asks all other nodes every half second whether this one still speaks for the services, and answers them. A majority of all members
/// extends the right. Of two nodes a lease speaks for the other one when it is silent.
/// It runs on the dispatcher of the cluster's own heartbeats, so that busy rooms do not delay it.
/// </summary>
internal sealed partial class RightToSpeakActor : ReceiveActor, IWithTimers
{
    /// <summary>Its name, the same on all nodes.</summary>
    public const string ActorName = "right-to-speak";

    private const int MostOpen = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SpeakingRight _right;
    private readonly TimeSpan _length;
    private readonly SpeakingLease? _lease;
    private readonly SortedDictionary<long, Question> _open = [];
    private long _number;
    private bool _wasValid;

    /// <param name="right">What is extended.</param>
    /// <param name="length">How long a right lasts.</param>
    /// <param name="lease">What speaks for the other one of two nodes, or null.</param>
    public RightToSpeakActor(SpeakingRight right, TimeSpan length, SpeakingLease? lease)
    {
        (_right, _length, _lease) = (right, length, lease);
        _predecessors = new Predecessors(right, length);
        Receive<Tick>(_ => OnTick());
        Receive<StreamMessages.MaySpeak>(OnQuestion);
        Receive<StreamMessages.YouMay>(OnAnswer);
        Receive<SpeakingLease.Held>(held => _right.Extend(held.AskedAt, _length));
        OnPredecessors();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How it is started.</summary>
    public static Props Props(SpeakingRight right, TimeSpan length, SpeakingLease? lease) =>
        Akka.Actor.Props.Create(() => new RightToSpeakActor(right, length, lease)).WithDispatcher("akka.actor.internal-dispatcher");

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TimeSpan.Zero, Interval);

    private void OnTick()
    {
        var members = Voters();
        var question = new Question(_right.Now, (members.Count / 2) + 1);
        _open[++_number] = question;
        if (_open.Count > MostOpen)
            _open.Remove(_open.Keys.First());

        question.Answers.Add(_cluster.SelfAddress);
        foreach (var other in members.Where(other => other.Address != _cluster.SelfAddress))
        {
            Context.ActorSelection(new RootActorPath(other.Address) / "user" / ActorName)
                .Tell(new StreamMessages.MaySpeak(_number, _cluster.SelfUniqueAddress.Uid), Self);
        }

        Judge(question);
        _lease?.Look(members.Count, IsAnsweredLately(), _right.Now, Self);
        TellOfChange();
        LookAtPredecessors();
    }

    // Those that count: members that are not on their way in, reachable or not, until they are removed.
    private List<Member> Voters() =>
        [.. _cluster.State.Members.Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down)];

    private void OnQuestion(StreamMessages.MaySpeak question)
    {
        var state = _cluster.State;
        var asker = state.Members.FirstOrDefault(member => member.Address == Sender.Path.Address && member.UniqueAddress.Uid == question.Uid);
        if (asker is not null && asker.Status != MemberStatus.Down && !state.Unreachable.Contains(asker))
        {
            _predecessors.Agreed(question.Uid);
            Sender.Tell(new StreamMessages.YouMay(question.Number), Self);
        }
    }

    private void OnAnswer(StreamMessages.YouMay answer)
    {
        if (!_open.TryGetValue(answer.Number, out var question))
            return;

        question.Answers.Add(Sender.Path.Address);
        Judge(question);
    }

    private void Judge(Question question)
    {
        if (question.Answers.Count < question.Needed)
            return;

        question.IsWon = true;
        _right.Extend(question.AskedAt, _length);
    }

    // The last question has only just been asked.
    private bool IsAnsweredLately() => _open.Values.Reverse().Take(3).Any(question => question.IsWon);

    private void TellOfChange()
    {
        var isValid = _right.IsValid;
        if (_wasValid && !isValid)
            _log.Warning("This node has lost the right to speak: it cannot reach most of the others. Its streams are closed until it can");
        else if (!_wasValid && isValid)
            _log.Info("This node has the right to speak");
        _wasValid = isValid;
    }

    private sealed class Question(long askedAt, int needed)
    {
        public long AskedAt { get; } = askedAt;

        public int Needed { get; } = needed;

        public HashSet<Address> Answers { get; } = [];

        public bool IsWon { get; set; }
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
