using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using MucService.Actors.Caps;
using MucService.Actors.Hosts;
using MucService.Actors.Links;
using MucService.Actors.Tests.Links;
using MucService.Actors.Tests.Rooms;
using MucService.Rooms;
using MucService.Storage;
using MucService.Xmpp;
using Xunit;

namespace MucService.Actors.Tests.Caps;

/// <summary>A <see cref="CapabilitiesActor"/> and the host that it asks through.</summary>
public abstract class AskingCapabilities : SimulatedTime, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("capabilities").FullName;

    protected static readonly FullJid Juliet = FullJid.Parse("juliet@capulet.lit/balcony");

    protected TestProbe Host => field ??= CreateTestProbe("host");

    protected IActorRef Caps => field ??= Start();

    internal GatedStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = new StorageSettings { DataDirectory = _directory };
        Store = new GatedStore(await RoomStores.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));
    }

    public async Task DisposeAsync()
    {
        Shutdown();
        await Store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected void Query(FullJid session, Capabilities announced, Capabilities? instead = null) =>
        Caps.Tell(new CapabilityMessages.Query(Service, session, announced) { Instead = instead }, TestActor);

    internal void Answer(HostMessages.Ask ask, Element info) =>
        Caps.Tell(new HostMessages.Answered(ask.Tag, ask.Iq.Answer(StanzaType.Result).With(info)), Host);

    internal IActorRef Start(VerifiedHashes? known = null, int most = 10_000, bool amongNodes = false)
    {
        var hosts = ImmutableDictionary<Domain, IActorRef>.Empty.Add(Service, Host.Ref);
        var (settings, verified) = (new LinkSettings { MaxVerifiedHashes = most }, known ?? new VerifiedHashes(most));
        return Sys.ActorOf(Props.Create(() => new CapabilitiesActor(hosts, settings, verified, Store, Time, amongNodes)));
    }
}
