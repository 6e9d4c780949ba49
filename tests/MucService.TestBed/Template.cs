namespace MucService.TestBed;

/// <summary>A configuration file with <c>{{names}}</c> to fill in.</summary>
internal static class Template
{
    /// <summary>Writes a file of <c>Files</c>, filled in, and returns its path.</summary>
    /// <exception cref="BedException">A name is left over.</exception>
    public static string Write(string file, string path, params (string Name, string Value)[] values)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", file));
        foreach (var (name, value) in values)
            text = text.Replace($"{{{{{name}}}}}", value, StringComparison.Ordinal);
        if (text.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var left)
            throw new BedException($"{file}: nothing given for {text[left..Math.Min(left + 30, text.Length)]}");

        File.WriteAllText(path, text);
        return path;
    }
}
