using System.Globalization;
using Microsoft.Extensions.Options;

namespace MucService.Host.Settings;

/// <summary>Collects the faults of one section, one line each, every line beginning with the whole key.</summary>
/// <param name="section">The section, e.g. <c>Muc:Links</c>; validators are given it as the options' name.</param>
internal sealed class FaultList(string? section)
{
    private readonly List<string> _faults = [];

    /// <summary>Adds a fault.</summary>
    /// <param name="key">The key inside the section, by <c>nameof</c>.</param>
    /// <param name="what">Completes the sentence that the key begins, e.g. "must be a domain".</param>
    public void Add(string key, string what) => _faults.Add($"{section}:{key} {what}");

    /// <summary>Adds a fault where something that must hold does not.</summary>
    public void Unless(bool holds, string key, string what)
    {
        if (!holds)
            Add(key, what);
    }

    /// <summary>Adds a fault where a number is out of its range.</summary>
    public void Range(long value, long least, long most, string key)
    {
        if (value < least || value > most)
            Add(key, string.Create(CultureInfo.InvariantCulture, $"must be {least} to {most}, and is {value}"));
    }

    /// <summary>Adds a fault where a time is out of its range.</summary>
    public void Range(TimeSpan value, TimeSpan least, TimeSpan most, string key)
    {
        if (value < least || value > most)
            Add(key, $"must be {Duration.Text(least)} to {Duration.Text(most)}, and is {Duration.Text(value)}");
    }

    /// <summary>All of them.</summary>
    public ValidateOptionsResult Build() =>
        _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);
}
