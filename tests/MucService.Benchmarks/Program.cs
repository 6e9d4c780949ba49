using System.Globalization;
using MucService.Benchmarks;
using MucService.Benchmarks.Cluster;
using MucService.Benchmarks.Limit;
using MucService.Benchmarks.Micro;

switch (args)
{
    case ["limit", var port]:
        return LimitProgram.Run(int.Parse(port, CultureInfo.InvariantCulture), secret: "");
    case ["limit", var port, var secret]:
        return LimitProgram.Run(int.Parse(port, CultureInfo.InvariantCulture), secret);
    case ["system", .. var given]:
        return Measure(BenchmarkOptions.Parse(given));
    case ["cluster", .. var given]:
        return ClusterBenchmark.Run(given, Console.Out, Console.Error);
    case ["micro", .. var filters]:
        return MicroBenchmarks.Run(filters);
    default:
        Console.Error.WriteLine($"usage: benchmarks system {BenchmarkOptions.Usage}");
        Console.Error.WriteLine("       benchmarks cluster [--rooms=300] [--pace=250] [--waking=30000] [--listed=100000] [--parts=talk,wake,directory]");
        Console.Error.WriteLine("       benchmarks micro [--filter *Wire*]");
        return 2;
}

static int Measure(BenchmarkOptions options)
{
    var benchmark = new SystemBenchmark(options, Console.Error);
    Console.WriteLine(Report.Header);
    foreach (var figure in benchmark.Run().SelectMany(part => part))
        Console.WriteLine(Report.Row(figure));

    if (benchmark.Faults > 0)
        Console.Error.WriteLine($"{benchmark.Faults} stanzas came twice, out of order or unasked: the figures are void.");
    return benchmark.Faults == 0 && benchmark.Failures == 0 ? 0 : 1;
}
