using System.Text;
using MucService.Actors.Serialization;
using Xunit;

namespace MucService.Actors.Tests.Serialization;

/// <summary>
/// What was written once can be read for ever. A recording is <c>Serializer.manifest.N.bin</c>, the bytes, and <c>.txt</c>, what they
/// say. Recordings are never changed; a new field is shown by one more, with the next N. A missing one is proposed by the test.
/// </summary>
public sealed class RecordedTests(Protocols protocols) : IClassFixture<Protocols>
{
    public static TheoryData<Type> Said => [.. Protocols.Said];

    public static TheoryData<string> Recordings => [.. Names().Where(name => name.EndsWith(".bin", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_recording_says_what_it_always_said(string recording)
    {
        var parts = recording.Split('.');
        var read = protocols.SerializerNamed(parts[0]).FromBinary(Bytes(recording), parts[1]);

        Assert.Equal(Encoding.UTF8.GetString(Bytes(Path.ChangeExtension(recording, ".txt"))), Dump.Of(read));
    }

    [Theory]
    [MemberData(nameof(Said))]
    public void Everything_said_has_a_recording_of_all_its_fields(Type said)
    {
        var sample = Sample.Full(said, seed: 310);
        var name = protocols.NameOf(said, sample);
        var count = Names().Count(found => found.StartsWith(name + ".", StringComparison.Ordinal) && found.EndsWith(".bin", StringComparison.Ordinal));
        var isComplete = count > 0 && !Dump.Defaults(Read(said, $"{name}.{count}.bin")).Any();
        if (!isComplete)
            Propose($"{name}.{count + 1}", protocols.SerializerOf(said), sample);

        Assert.True(isComplete, $"{said} lacks a recording; one to look at and commit is {Proposals}/{name}.{count + 1}");
    }

    [Fact]
    public void Every_recording_is_complete() =>
        Assert.All(
            Names().GroupBy(Path.GetFileNameWithoutExtension),
            pair => Assert.Equal([".bin", ".txt"], pair.Select(Path.GetExtension).Order(StringComparer.Ordinal)));

    private static string Proposals => Path.Combine(AppContext.BaseDirectory, "Recorded");

    private object Read(Type said, string recording) =>
        protocols.SerializerOf(said).FromBinary(Bytes(recording), recording.Split('.')[1]);

    private static void Propose(string name, ProtocolSerializer serializer, object sample)
    {
        Directory.CreateDirectory(Proposals);
        File.WriteAllBytes(Path.Combine(Proposals, name + ".bin"), serializer.ToBinary(sample));
        File.WriteAllText(Path.Combine(Proposals, name + ".txt"), Dump.Of(sample));
    }

    private static IEnumerable<string> Names() => typeof(RecordedTests).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("Recorded/", StringComparison.Ordinal))
        .Select(name => name["Recorded/".Length..]);

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(RecordedTests).Assembly.GetManifestResourceStream("Recorded/" + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
