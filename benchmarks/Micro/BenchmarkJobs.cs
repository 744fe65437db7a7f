// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Each benchmark is run twice: by the clock on the wall, and by processor time.</summary>
internal static class BenchmarkJobs
{
    // BenchmarkDotNet 0.14 predates .NET 10: it cannot build for it, so it runs in this process.
    private static readonly Job s_short = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);

    private const int WidestName = 40;

    /// <summary>What is measured and shown, with one clock for processor time.</summary>
    public static ManualConfig Config(IClock processorTime) =>
        ManualConfig
            .CreateEmpty()
            .AddJob(s_short.WithId("wall"), s_short.WithClock(processorTime).WithId("CPU"))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.Console)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(WidestName));
}
