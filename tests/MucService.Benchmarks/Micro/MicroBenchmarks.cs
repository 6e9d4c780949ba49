using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MucService.Benchmarks.Micro;

/// <summary>Runs the benchmarks of single hot paths, in this process and in short, so that a change is judged in a minute.</summary>
internal static class MicroBenchmarks
{
    public static int Run(string[] arguments)
    {
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        var filtered = arguments.Length == 0 ? ["--filter", "*"] : arguments;
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(filtered, config);
        return 0;
    }
}
