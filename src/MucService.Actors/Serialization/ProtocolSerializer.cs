using System.Collections.Frozen;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace MucService.Actors.Serialization;

/// <summary>
/// The serializer of one protocol: a table of what the protocol says, each with its manifest and its form in protobuf.
/// What is not in the table is refused, so that nothing leaves the node, or enters the journal, in a form nobody chose.
/// </summary>
public abstract class ProtocolSerializer : SerializerWithStringManifest
{
    private readonly FrozenDictionary<Type, Row> _byType;
    private readonly FrozenDictionary<string, Row> _byManifest;

    /// <summary>A serializer.</summary>
    /// <param name="system">The system it serves.</param>
    /// <param name="identifier">Written beside each message; never changed, never used twice.</param>
    /// <param name="rows">What the protocol says.</param>
    private protected ProtocolSerializer(ExtendedActorSystem system, int identifier, ImmutableArray<Row> rows)
        : base(system)
    {
        Identifier = identifier;
        _byType = rows.ToFrozenDictionary(row => row.Type);
        _byManifest = rows.ToFrozenDictionary(row => row.Manifest, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override int Identifier { get; }

    /// <inheritdoc/>
    public override string Manifest(object o) => RowOf(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => RowOf(obj).Write(obj).ToByteArray();

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) =>
        _byManifest.TryGetValue(manifest, out var row)
            ? row.Read(bytes)
            : throw new System.Runtime.Serialization.SerializationException($"{GetType().Name} does not know the manifest '{manifest}'");

    private Row RowOf(object said) =>
        _byType.TryGetValue(said.GetType(), out var row)
            ? row
            : throw new ArgumentException($"{said.GetType()} is not part of the protocol of {GetType().Name}", nameof(said));

    /// <summary>One thing that a protocol says.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Manifest">The name it is kept under: never changed, never used for another.</param>
    /// <param name="Write">To protobuf.</param>
    /// <param name="Read">From the bytes of protobuf.</param>
    internal sealed record Row(Type Type, string Manifest, Func<object, IMessage> Write, Func<byte[], object> Read)
    {
        /// <summary>A row from its two conversions.</summary>
        public static Row Of<TSaid, TKept>(string manifest, Func<TSaid, TKept> write, Func<TKept, TSaid> read)
            where TSaid : class
            where TKept : class, IMessage<TKept>, new()
        {
            var parser = new MessageParser<TKept>(() => new TKept());
            return new Row(typeof(TSaid), manifest, said => write((TSaid)said), bytes => read(parser.ParseFrom(bytes)));
        }
    }
}
