using Akka.Actor;
using BenchmarkDotNet.Attributes;
using MucService.Actors.Serialization;
using MucService.Rooms;
using MucService.Xmpp;

namespace MucService.Benchmarks.Micro;

/// <summary>What an owner decided, on its way into the journal and back.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private readonly RoomEvent.AffiliationGranted _granted = new(BareJid.Parse("bo@away.example"), Affiliation.Member, BareJid.Parse("ada@home.example"), "A friend");
    private readonly RoomEvent.Configured _configured = new(RoomConfig.Default with { Name = "Tea", Persistent = true });

    private ActorSystem _system = null!;
    private RoomEventSerializer _serializer = null!;
    private (byte[] Bytes, string Manifest) _kept;

    [GlobalSetup]
    public void Setup()
    {
        _system = ActorSystem.Create("benchmark");
        _serializer = new RoomEventSerializer((ExtendedActorSystem)_system);
        _kept = (_serializer.ToBinary(_granted), _serializer.Manifest(_granted));
    }

    [GlobalCleanup]
    public void Cleanup() => _system.Dispose();

    [Benchmark]
    public byte[] WriteAffiliation() => _serializer.ToBinary(_granted);

    [Benchmark]
    public object ReadAffiliation() => _serializer.FromBinary(_kept.Bytes, _kept.Manifest);

    [Benchmark]
    public byte[] WriteConfiguration() => _serializer.ToBinary(_configured);
}
