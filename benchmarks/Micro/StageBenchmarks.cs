// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Every stage of one thread, as <c>budgets.json</c> names them.</summary>
public class StageBenchmarks
{
    private Stage _stage = null!;

    /// <summary>The stages.</summary>
    public static IEnumerable<string> Names =>
        StageCatalog.All.Except(WayStages.All).Select(static stage => stage.Name);

    /// <summary>Which stage.</summary>
    [ParamsSource(nameof(Names))]
    public string Stage { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => _stage = StageCatalog.Find(Stage).Create();

    [GlobalCleanup]
    public void CleanUp() => _stage.Dispose();

    [Benchmark]
    public int Run() => _stage.Run();
}
