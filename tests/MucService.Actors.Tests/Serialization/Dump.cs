using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using MucService.Rooms;
using MucService.Wire;
using MucService.Xmpp;

namespace MucService.Actors.Tests.Serialization;

/// <summary>A value as text, all of it: two values are equal if their texts are. Payloads count by their XML.</summary>
internal static class Dump
{
    public static string Of(object value)
    {
        var text = new StringBuilder();
        Write(text, value.GetType().Name, value, depth: 0);
        return text.ToString();
    }

    /// <summary>The fields, by path, that are as they would be if nobody had set them.</summary>
    public static IEnumerable<string> Defaults(object value, string path = "")
    {
        foreach (var property in Properties(value))
        {
            var inner = property.GetValue(value);
            var name = $"{path}.{property.Name}";
            if (IsDefault(inner))
                yield return name;
            foreach (var found in Inside(inner).SelectMany(one => Defaults(one, name)))
                yield return found;
        }
    }

    private static IEnumerable<object> Inside(object? value) => value switch
    {
        null or string => [],
        IEnumerable items => items.Cast<object>().Where(item => !IsLeaf(item)),
        _ when IsLeaf(value) => [],
        _ => [value],
    };

    private static bool IsDefault(object? value) => value switch
    {
        null or "" or false => true,
        IEnumerable items => !items.GetEnumerator().MoveNext(),
        _ => value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())),
    };

    private static void Write(StringBuilder text, string name, object? value, int depth)
    {
        text.Append(' ', depth * 2).Append(name).Append(':');
        if (value is null || IsLeaf(value))
        {
            text.Append(' ').Append(Leaf(value)).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is IEnumerable items)
        {
            foreach (var item in InOrder(items))
                Write(text, "-", item, depth + 1);
            return;
        }

        foreach (var property in Properties(value))
            Write(text, property.Name, property.GetValue(value), depth + 1);
    }

    // Sets and dictionaries have no order of their own.
    private static IEnumerable<object> InOrder(IEnumerable items)
    {
        var type = items.GetType();
        var isOrdered = type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal);
        return isOrdered ? items.Cast<object>() : items.Cast<object>().OrderBy(Of, StringComparer.Ordinal);
    }

    // A node's steady clock is its own, and told to no other.
    private static IEnumerable<PropertyInfo> Properties(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && property.Name is not (nameof(Arrival.Steady) or nameof(Arrival.Came)))
        .OrderBy(property => property.Name, StringComparer.Ordinal);

    private static bool IsLeaf(object value) =>
        value is string or Payload or Domain or BareJid or FullJid or Jid or Nick or DateTimeOffset or TimeSpan
        || value.GetType().IsPrimitive || value.GetType().IsEnum;

    private static string Leaf(object? value) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("\n", "\\n")}'",
        Payload payload => $"{payload.Name} {Encoding.UTF8.GetString(StanzaRenderer.RenderToBytes(payload))}",
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
