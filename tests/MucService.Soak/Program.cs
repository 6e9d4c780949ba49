using MucService.Soak;

if (SoakOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(SoakOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The round goes on to its end, and the table is printed.
    pressed.Cancel = true;
    stop.Cancel();
};
var table = await Soak.RunAsync(options, stop.Token);
await Console.Out.WriteAsync(table.ToMarkdown());
return table.IsSound ? 0 : 1;
