using System.Globalization;
using MucService.Benchmarks;
using MucService.Benchmarks.Limit;
using MucService.Benchmarks.Micro;

switch (args)
{
    case ["limit", var port]:
        return LimitProgram.Run(int.Parse(port, CultureInfo.InvariantCulture));
    case ["system", .. var given]:
        return Measure(BenchmarkOptions.Parse(given));
    case ["micro", .. var filters]:
        return MicroBenchmarks.Run(filters);
    default:
        Console.Error.WriteLine("usage: benchmarks system [--smoke] [--seconds=4] [--warm-up=10] [--occupants=10,100,1000] [--rooms=10000] [--messages=100] [--runs=3] [--parts=broadcast,rooms,lost]");
        Console.Error.WriteLine("       benchmarks micro [--filter *Wire*]");
        return 2;
}

static int Measure(BenchmarkOptions options)
{
    List<IReadOnlyList<Figure>> runs = [];
    var faults = 0L;
    for (var run = 0; run < options.Runs; run++)
    {
        var benchmark = new SystemBenchmark(options, Console.Error);
        runs.Add(benchmark.Run());
        faults += benchmark.Faults;
    }

    Console.Write(Report.Of(runs));
    if (faults == 0)
        return 0;

    Console.Error.WriteLine($"{faults} stanzas came twice, out of order or unasked: the figures are void.");
    return 1;
}
