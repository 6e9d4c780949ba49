using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using MucService.Xmpp;

namespace MucService.Actors.Tests.Serialization;

/// <summary>Values of any message type, made by reflection: full ones with no field at its default, and bare ones with all that may be absent absent.</summary>
internal sealed class Sample
{
    private static readonly string[] Texts = ["text", "<&>\"'", "Ψ 0.11", "\U0001F600 two\nlines", " spaced "];

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Random _random;
    private readonly bool _bare;
    private int _number;

    private Sample(int seed, bool bare)
    {
        _random = new Random(seed);
        _bare = bare;
    }

    public static object Full(Type type, int seed) => new Sample(seed, bare: false).Make(type);

    public static object Bare(Type type) => new Sample(0, bare: true).Make(type);

    private object Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Make(underlying);
        if (type.IsEnum)
            return Enumerate(type);
        if (type.IsGenericType)
            return Collect(type);

        return Leaf(type) ?? Compose(type);
    }

    private object? Leaf(Type type)
    {
        var number = ++_number;
        return type switch
        {
            _ when type == typeof(string) => _bare ? "" : $"{Texts[_random.Next(Texts.Length)]} {number}",
            _ when type == typeof(bool) => !_bare,
            _ when type == typeof(int) => _bare ? 0 : _random.Next(1, int.MaxValue),
            _ when type == typeof(byte) => (byte)_random.Next(1, 256),
            _ when type == typeof(long) => _bare ? 0L : _random.NextInt64(1, long.MaxValue),
            _ when type == typeof(double) => _bare ? 0.0 : _random.NextDouble() + 1,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero).AddTicks(_random.NextInt64(1L << 48)),
            _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(_random.NextInt64(1, 1L << 40)),
            _ when type == typeof(Domain) => Domain.Parse($"domain{number}.example"),
            _ when type == typeof(BareJid) => BareJid.Parse($"{Local()}{number}@bücher.example"),
            _ when type == typeof(FullJid) => FullJid.Parse($"{Local()}{number}@capulet.lit/Balcon Été"),
            _ when type == typeof(Jid) => Jid.Parse(_random.Next(2) == 0 ? $"{Local()}{number}@capulet.lit" : $"capulet.lit/{number}"),
            _ when type == typeof(Nick) => Nick.Parse($"Juliet Ⅳ {number}"),
            _ when type == typeof(Payload) => MakePayload(number),
            _ => null,
        };
    }

    private string Local() => _random.Next(2) == 0 ? "juliet" : "élan";

    // One the service made, one it interprets, one that stays bytes.
    private Payload MakePayload(int number) => _random.Next(3) switch
    {
        0 => new Element("body", Namespaces.Component).With("xml:lang", "en").WithText($"<wherefore> & {number}"),
        1 => Wire.StanzaParser.ParsePayload(System.Text.Encoding.UTF8.GetBytes(
            $"<x xmlns='{Namespaces.MucUser}'><status code='110'/><item nick='n{number}'/></x>")),
        _ => Wire.StanzaParser.ParsePayload(System.Text.Encoding.UTF8.GetBytes($"<e:any xmlns:e='urn:example' a=\"{number}\">&lt;<e:b/></e:any>")),
    };

    private object Enumerate(Type type)
    {
        var values = Enum.GetValues(type).Cast<object>().ToArray();
        var zero = Enum.ToObject(type, 0);
        if (_bare)
            return zero;
        if (type.IsDefined(typeof(FlagsAttribute)))
            return Enum.ToObject(type, values.Sum(value => Convert.ToInt32(value)));

        var others = values.Where(value => !value.Equals(zero)).ToArray();
        return others[_random.Next(others.Length)];
    }

    private object Collect(Type type)
    {
        var of = type.GetGenericArguments();
        var count = _bare ? 0 : 3;
        if (type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
        {
            var pairs = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
            for (var time = 0; time < count; time++)
                pairs[Make(of[0])] = Make(of[1]);
            return Call(typeof(ImmutableDictionary), nameof(ImmutableDictionary.CreateRange), of, pairs);
        }

        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
        for (var time = 0; time < count; time++)
            items.Add(Make(of[0]));
        if (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Call(typeof(ImmutableArray), nameof(ImmutableArray.CreateRange), of, items);
        if (type.GetGenericTypeDefinition() == typeof(ImmutableHashSet<>))
            return Call(typeof(ImmutableHashSet), nameof(ImmutableHashSet.CreateRange), of, items);

        throw new NotSupportedException($"no sample of {type}: say here how one is made");
    }

    private static object Call(Type holder, string method, Type[] of, object argument) => holder
        .GetMethods()
        .Single(found => found.Name == method
            && found.GetGenericArguments().Length == of.Length
            && found.GetParameters() is [{ ParameterType: { IsGenericType: true } only }]
            && only.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .MakeGenericMethod(of)
        .Invoke(null, [argument])!;

    private object Compose(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(found => found.GetParameters().Length)
            ?? throw new NotSupportedException($"no sample of {type}: say here how one is made");
        var parameters = constructor.GetParameters();
        var made = constructor.Invoke([.. parameters.Select(parameter =>
            MaySkip(parameter.ParameterType, _nullability.Create(parameter)) ? null : Make(parameter.ParameterType))]);

        var named = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !named.Contains(property.Name)))
            property.SetValue(made, MaySkip(property.PropertyType, _nullability.Create(property)) ? null : Make(property.PropertyType));

        return made;
    }

    private bool MaySkip(Type type, NullabilityInfo info) =>
        _bare && (Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && info.WriteState == NullabilityState.Nullable));
}
