using MucService.Conformance;
using MucService.TestBed;

if (ConformanceOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ConformanceOptions.Usage);
    return 2;
}

var scripts = Directory.EnumerateFiles(options.Scripts, "*.scs")
    .Order(StringComparer.Ordinal)
    .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Text: File.ReadAllText(path)))
    .Where(script => options.Only.Count > 0 ? options.Only.Contains(script.Name, StringComparer.Ordinal) : script.Text.Contains($"@{SuiteBed.Rooms}", StringComparison.Ordinal))
    .Select(script => ScriptReader.Read(script.Name, script.Text))
    .ToList();
await using var bed = await SuiteBed.StartAsync(Path.Combine(options.Scripts, "prosody.cfg.lua"), options.HostServesRooms);
Action<string>? trace = options.Traces ? Console.Out.WriteLine : null;
var passed = 0;
foreach (var script in scripts)
{
    if (!options.HostServesRooms)
        await bed.StartServiceAsync([.. options.Settings]);
    var unmet = await Performance.PlayAsync(script, bed.Clients, trace);
    passed += unmet is null ? 1 : 0;
    await Console.Out.WriteLineAsync($"{(unmet is null ? "passed" : "FAILED")} {script.Name}{(unmet is null ? "" : $", {unmet}")}");
}

await Console.Out.WriteLineAsync($"{passed} of {scripts.Count} scripts passed");
return passed == scripts.Count && passed > 0 ? 0 : 1;
