// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Measures a stage: bytes, processor time and time on the wall.</summary>
public static class StageMeter
{
    private const int Rounds = 9;
    private const int MinCalls = 100;

    // Processor time, so that a machine that others use as well is not believed to be warm too soon.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(0.15);
    private static readonly TimeSpan s_counting = TimeSpan.FromSeconds(0.3);

    /// <summary>The bytes of one operation: the least of calls, until one keeps to the budget or the patience is over.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="budget">Bytes of one operation; 0 to go on for the whole time.</param>
    /// <param name="patience">How long; null for <see cref="Allocation.Patience"/>.</param>
    public static AllocationMeasurement Allocated(Stage stage, long budget, TimeSpan? patience = null)
    {
        var total = budget * stage.Operations;
        var least = stage.IsOfProcess
            ? Allocation.LeastOfProcessBesidesResult(total, stage.Run, patience)
            : Allocation.LeastBesidesResult(total, stage.Run, patience);
        return least with { Bytes = least.Bytes / stage.Operations };
    }

    /// <summary>Everything, over some seconds.</summary>
    public static StageMeasurement Measure(Stage stage)
    {
        Repeat(stage, s_warmUp, MinCalls);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Repeat(stage, s_round, 1)).ToList();
        return new StageMeasurement(
            Allocated(stage, 0, s_counting).Bytes,
            Median(rounds.Select(static round => round.Cpu)),
            Median(rounds.Select(static round => round.Wall))
        );
    }

    // Microseconds of one operation.
    private static (double Cpu, double Wall) Repeat(Stage stage, TimeSpan cpu, int calls)
    {
        var (start, before, called, spent) = (TimeProvider.System.GetTimestamp(), Cpu(stage), 0, TimeSpan.Zero);
        while (called < calls || spent < cpu)
        {
            stage.Run();
            called++;
            spent = Cpu(stage) - before;
        }
        var operations = (double)called * stage.Operations;
        var wall = TimeProvider.System.GetElapsedTime(start);
        return (spent.TotalMicroseconds / operations, wall.TotalMicroseconds / operations);
    }

    private static TimeSpan Cpu(Stage stage) =>
        TimeSpan.FromMicroseconds((stage.IsOfProcess ? ProcessorTime.OfProcess : ProcessorTime.OfThread) / 1000);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
