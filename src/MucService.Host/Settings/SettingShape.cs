using System.Globalization;
using System.Reflection;

namespace MucService.Host.Settings;

/// <summary>
/// Compares what is configured with the options classes, before anything is bound: every key must be one of theirs, every value must be
/// of its type. Binding alone would ignore the first fault and stop at the second.
/// </summary>
internal sealed class SettingShape
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, string?> _sound = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, one line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What is right, in the form that the binder reads.</summary>
    public IReadOnlyDictionary<string, string?> Sound => _sound;

    /// <summary>Walks a section along an options class.</summary>
    public static SettingShape Of(IConfigurationSection section, Type options)
    {
        var shape = new SettingShape();
        shape.Section(section, options);
        return shape;
    }

    /// <summary>The properties of an options class that are settings.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>What a list holds, or null if it is not one.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>True for a class of options, which is a section of its own.</summary>
    public static bool IsSection(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal);

    private void Section(IConfigurationSection section, Type options)
    {
        if (!string.IsNullOrEmpty(section.Value))
            _faults.Add($"{section.Path} is a section, and cannot have a value");

        var properties = SettingsOf(options).ToList();
        foreach (var child in section.GetChildren())
        {
            var property = properties.Find(known => string.Equals(known.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                _faults.Add($"{child.Path} is no setting{Nearest(child.Key, properties)}");
            else
                Value(child, property.PropertyType, Spelled(section, property.Name));
        }
    }

    private void Value(IConfigurationSection found, Type type, string path)
    {
        if (ItemOf(type) is { } item)
            Items(found, item, path);
        else if (IsSection(type))
            Section(found, type);
        else
            Leaf(found, Nullable.GetUnderlyingType(type) ?? type, path);
    }

    private void Items(IConfigurationSection list, Type item, string path)
    {
        if (!string.IsNullOrEmpty(list.Value))
            _faults.Add($"{path} is a list: write {path}:0, {path}:1 …");

        foreach (var child in list.GetChildren())
        {
            if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                Value(child, item, $"{path}:{child.Key}");
            else
                _faults.Add($"{path}:{child.Key} is no setting: {path} is a list, whose keys are 0, 1 …");
        }
    }

    private void Leaf(IConfigurationSection found, Type type, string path)
    {
        if (found.GetChildren().Any())
            _faults.Add($"{path} is one value, and has no keys below it");
        else if (SettingValue.TryNormalize(found.Value ?? "", type, out var normal))
            _sound[found.Path] = normal;
        else
            _faults.Add($"{path} must be {SettingValue.Expected(type)}, and is '{found.Value}'");
    }

    private static string Spelled(IConfigurationSection section, string name) => $"{section.Path}:{name}";

    private static string Nearest(string written, List<PropertyInfo> known)
    {
        var best = known.MinBy(property => Distance(written.ToUpperInvariant(), property.Name.ToUpperInvariant()))?.Name;
        return best is not null && Distance(written.ToUpperInvariant(), best.ToUpperInvariant()) <= 1 + (written.Length / 4) ? $": did you mean {best}?" : "";
    }

    // Levenshtein, one row at a time.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
