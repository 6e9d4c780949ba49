using System.Collections;
using System.Globalization;
using System.Reflection;
using MucService.Xmpp;

namespace MucService.Rooms.Tests;

/// <summary>A record in words, collections included, so that two can be compared and the difference be read.</summary>
internal static class Describe
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        Jid or BareJid or FullJid or Xmpp.Nick or Domain or TimeSpan => value.ToString()!,
        Payload payload => StanzaXml.Canonical(StanzaXml.Render(payload)),
        Element element => StanzaXml.Canonical(StanzaXml.Render(Payload.Of(element))),
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Of))}]",
        _ when value.GetType().IsPrimitive || value is Enum => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => $"{value.GetType().Name}({string.Join(", ", Properties(value))})",
    };

    private static IEnumerable<string> Properties(object value) =>
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0
        select $"{property.Name}: {Of(property.GetValue(value))}";
}
