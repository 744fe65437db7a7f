// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HocBaSo.Signing.Benchmarks;

// BenchmarkDotNet 0.14 predates .NET 10: it cannot build for it, so it runs in this process.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);

// --cpu: processor time of the thread instead of time on the wall, for a machine that others use as well.
const string Cpu = "--cpu";
if (args.Contains(Cpu, StringComparer.Ordinal))
{
    job = job.WithClock(new ThreadClock());
    args = [.. args.Where(static a => a != Cpu)];
}
var config = ManualConfig
    .CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.Console);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
