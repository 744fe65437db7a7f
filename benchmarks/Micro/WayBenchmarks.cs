// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The whole way of a document by two workers; its processor time is that of the process.</summary>
[Config(typeof(ProcessTime))]
public class WayBenchmarks
{
    private Stage _stage = null!;

    /// <summary>The stages.</summary>
    public static IEnumerable<string> Names => WayStages.All.Select(static stage => stage.Name);

    /// <summary>Which stage.</summary>
    [ParamsSource(nameof(Names))]
    public string Stage { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => _stage = StageCatalog.Find(Stage).Create();

    [GlobalCleanup]
    public void CleanUp() => _stage.Dispose();

    [Benchmark(OperationsPerInvoke = WayStages.Documents)]
    public int Run() => _stage.Run();

    private sealed class ProcessTime : ManualConfig
    {
        public ProcessTime()
        {
            Add(BenchmarkJobs.Config(new ProcessClock()));
            UnionRule = ConfigUnionRule.AlwaysUseLocal;
        }
    }
}
