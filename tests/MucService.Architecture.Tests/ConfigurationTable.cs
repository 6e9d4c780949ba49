using System.Reflection;
using MucService.Host.Settings;
using Xunit;

namespace MucService.Architecture.Tests;

/// <summary>The README's table of settings says what the options classes say: no more, no less, and the same ranges and defaults.</summary>
public sealed class ConfigurationTable
{
    private static readonly string[] Columns = ["Key", "Unit or values", "Range", "Default", "Meaning"];

    public static TheoryData<string> Keys => [.. Settings().Select(setting => setting.Key)];

    [Fact]
    public void Every_setting_has_one_row_and_every_row_is_a_setting() =>
        Assert.Equal(Settings().Select(setting => setting.Key).Order(StringComparer.Ordinal), Rows().Select(row => row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_row_says_what_the_setting_is(string key)
    {
        var (setting, row) = (SettingOf(key), RowOf(key));

        Assert.NotEmpty(row[4]);
        if (setting.Type.IsEnum || setting.Type == typeof(bool))
            Assert.Equal(SettingValue.Expected(setting.Type), row[1]);
        else if (setting.Type == typeof(TimeSpan))
            Assert.Equal("time", row[1]);
        else
            Assert.NotEmpty(row[1]);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_row_shows_the_default(string key)
    {
        var (setting, row) = (SettingOf(key), RowOf(key));

        if (setting.Default is null or "")
            Assert.NotEmpty(row[3]);
        else
            Assert.Equal($"`{SettingValue.Text(setting.Default)}`", row[3]);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_row_shows_the_range_that_is_enforced(string key)
    {
        var (setting, row) = (SettingOf(key), RowOf(key));
        if (setting.Type != typeof(TimeSpan) && setting.Type != typeof(int) && setting.Type != typeof(long))
        {
            Assert.Empty(row[2]);
            return;
        }

        var bounds = row[2].Split(" to ");
        Assert.Equal(2, bounds.Length);
        var (least, most) = (Number(bounds[0], setting.Type), Number(bounds[1], setting.Type));
        Assert.True(IsAccepted(setting, least), $"{bounds[0]} is refused");
        Assert.True(IsAccepted(setting, most), $"{bounds[1]} is refused");
        Assert.False(IsAccepted(setting, least - 1), $"less than {bounds[0]} is accepted");
        Assert.False(IsAccepted(setting, most + 1), $"more than {bounds[1]} is accepted");
    }

    private static bool IsAccepted(Setting setting, long number)
    {
        var options = Activator.CreateInstance(setting.Property.DeclaringType!)!;
        object value = setting.Type == typeof(TimeSpan) ? new TimeSpan(number) : Convert.ChangeType(number, setting.Type, provider: null);
        setting.Property.SetValue(options, value);

        return !SettingsReader.Validate("Muc:Section", options)
            .Any(fault => fault.StartsWith($"Muc:Section:{setting.Property.Name} ", StringComparison.Ordinal));
    }

    private static long Number(string text, Type type)
    {
        if (type != typeof(TimeSpan))
            return long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(Duration.TryParse(text, out var time), $"'{text}' is no time");
        return time.Ticks;
    }

    private static Setting SettingOf(string key) => Settings().Single(setting => setting.Key == key);

    private static string[] RowOf(string key) => Rows().SingleOrDefault(row => row[0] == key) ?? throw new KeyNotFoundException($"no row for {key}");

    private static IEnumerable<Setting> Settings() => SettingsOf(SettingsReader.Root, typeof(MucOptions));

    private static IEnumerable<Setting> SettingsOf(string path, Type options)
    {
        var defaults = Activator.CreateInstance(options);
        foreach (var property in SettingShape.SettingsOf(options))
        {
            var key = $"{path}:{property.Name}";
            var item = SettingShape.ItemOf(property.PropertyType);
            var type = item ?? property.PropertyType;
            var place = item is null ? key : $"{key}:0";
            if (SettingShape.IsSection(type))
            {
                foreach (var setting in SettingsOf(place, type))
                    yield return setting;
            }
            else
            {
                yield return new Setting(place, Nullable.GetUnderlyingType(type) ?? type, item is null ? property.GetValue(defaults) : null, property);
            }
        }
    }

    private static List<string[]> Rows()
    {
        var rows = Repository.Read("README.md").Split('\n')
            .SkipWhile(line => line.TrimEnd() != "## Configuration")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToList();

        Assert.All(rows, row => Assert.Equal(Columns.Length, row.Length));

        // One table for each section of the settings.
        Assert.NotEqual(0, rows.RemoveAll(row => row.SequenceEqual(Columns)));
        foreach (var row in rows)
            row[0] = row[0].Trim('`');

        return rows;
    }

    private sealed record Setting(string Key, Type Type, object? Default, PropertyInfo Property);
}
