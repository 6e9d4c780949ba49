using System.Globalization;

namespace MucService.TestBed;

/// <summary>
/// What the host saw of the instances of rooms, if <see cref="BedOptions.RecordsInstances"/> says so: each stanza that the service sent, in
/// the order in which the host read them.
/// </summary>
public sealed class RoomInstances
{
    /// <summary>The name of the host's record.</summary>
    public const string FileName = "instances.log";

    private readonly string _path;

    /// <param name="directory">Where the host's record is.</param>
    public RoomInstances(string directory) => _path = Path.Combine(directory, FileName);

    /// <summary>How many stanzas of rooms the host has read.</summary>
    public int Stanzas => Lines().Count;

    /// <summary>How often an instance of a room spoke after a later one had spoken, in words; empty if never.</summary>
    public IReadOnlyList<string> Relapses()
    {
        var latest = new Dictionary<string, (long Epoch, string By)>(StringComparer.Ordinal);
        var relapses = new List<string>();
        foreach (var line in Lines())
        {
            // An instance may have more than one epoch, and may have to say again what it said in an earlier one.
            var known = latest.GetValueOrDefault(line.Room);
            if (line.Epoch < known.Epoch && line.By != known.By)
                relapses.Add($"{line.Room}: {line.By} in epoch {line.Epoch} after {known.By} in epoch {known.Epoch}");
            else if (line.Epoch > known.Epoch)
                latest[line.Room] = (line.Epoch, line.By);
        }

        return relapses;
    }

    /// <summary>The address of the node whose instance of a room the host heard last, as other nodes call it; null if it heard none.</summary>
    public string? NodeOf(string room) => Lines().Where(line => line.Room == room).Select(line => line.By[..line.By.IndexOf('/', StringComparison.Ordinal)]).LastOrDefault();

    /// <summary>How many instances the host has heard of a room.</summary>
    public int Of(string room) => Lines().Where(line => line.Room == room).Select(line => line.By).Distinct(StringComparer.Ordinal).Count();

    private List<(long Epoch, string By, string Room)> Lines()
    {
        var lines = new List<(long, string, string)>();
        if (!File.Exists(_path))
            return lines;

        using var reader = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            // The last line may be half written.
            if (line.Split(' ', 3) is [var epoch, var by, var room] && room.Contains('@', StringComparison.Ordinal))
                lines.Add((long.Parse(epoch, CultureInfo.InvariantCulture), by, room));
        }

        return lines;
    }
}
