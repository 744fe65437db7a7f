// SPDX-License-Identifier: Apache-2.0
using Xunit.Abstractions;

namespace HocBaSo.Signing.Cli.Tests;

/// <summary>The model against arithmetic, and against a simulation that knows nothing of it.</summary>
public sealed class CapacityModelTests(ITestOutputHelper output)
{
    private static readonly CapacityNode Node = new(Cores: 4, HsmRate: 100, Sessions: 2, Utilisation: 0.5);

    [Fact]
    public void Plan_WhenTheRateIsConstant_IsWhatArithmeticSays()
    {
        var workload = Load(hours: [0, 10], rates: [240, 240], signatures: 1, cpuMicros: 1000);

        var plan = new CapacityModel(workload, Node).Plan();

        Assert.Equal(CapacityResource.Hsm, plan.Bottleneck);
        Assert.Equal(240, plan.PeakSignatures, 6);
        Assert.Equal(5, plan.Nodes.Nodes); // 240 / 100 at most half busy
        Assert.Equal(0.48, plan.Nodes.PeakUtilisation, 6);
        Assert.Equal(TimeSpan.FromHours(4.8), plan.Nodes.FullSpeed);
        Assert.Equal(3, plan.Fewest.Nodes);
        Assert.Equal(TimeSpan.Zero, plan.Fewest.LongestWait);
    }

    [Fact]
    public void Run_WhenNodesAreTooFew_KnowsHowLongTheyWorkOn()
    {
        var workload = Load(hours: [0, 10], rates: [240, 240], signatures: 1, cpuMicros: 1000);

        var two = new CapacityModel(workload, Node).Run(2);

        Assert.Equal(1.2, two.PeakUtilisation, 6);
        Assert.Equal(2, two.BacklogAtEnd.TotalHours, 6); // a fifth of ten hours is left
    }

    [Theory]
    [InlineData(true, 4, 1000)]
    [InlineData(false, 1, 60_000)]
    public void Plan_WhenItIsReplayed_IsWhatTheSimulationSees(bool isHsm, int signatures, int cpuMicros)
    {
        var workload = Load([0, 2, 4, 6, 8], [20, 60, 200, 60, 1], signatures, cpuMicros);
        var model = new CapacityModel(workload, Node);
        var plan = model.Plan();

        Assert.Equal(isHsm ? CapacityResource.Hsm : CapacityResource.Processors, plan.Bottleneck);
        Assert.Equal(TimeSpan.FromHours(4), plan.PeakAt);
        Assert.True(plan.Fewest.LongestWait > TimeSpan.FromMinutes(5));
        foreach (var estimate in new[] { plan.Nodes, plan.Fewest, model.Run(Math.Max(1, plan.Fewest.Nodes - 1)) })
        {
            var share = workload.ShareOf(estimate.Nodes);
            var seen = new CapacitySimulation(share, Node, plan, TimeSpan.Zero, seed: 7).Run(default);

            output.WriteLine($"{estimate}: {seen.PeakHourUtilisation}, {seen.LongestWait}, {seen.EmptyAfterEnd}");
            Assert.Equal(share.Documents, seen.Documents, 0.02 * share.Documents);
            Assert.Equal(estimate.PeakHourUtilisation, seen.PeakHourUtilisation, 0.03);
            Within(estimate.LongestWait, seen.LongestWait);
            Within(estimate.BacklogAtEnd, seen.EmptyAfterEnd > TimeSpan.Zero ? seen.EmptyAfterEnd : TimeSpan.Zero);
        }
    }

    [Fact]
    public void Simulation_WhenBulkWaits_LetsSinglesPass()
    {
        var bulk = Flow([0, 1], [120, 120], signatures: 1, cpuMicros: 1000);
        var single = bulk with { Arrivals = bulk.Arrivals.Scale(0.05), IsInteractive = true };
        var workload = Workload.Of([bulk, single]);
        var plan = new CapacityModel(workload, Node).Plan();

        var seen = new CapacitySimulation(workload, Node, plan, TimeSpan.Zero, seed: 1).Run(default);

        Assert.True(seen.Bulk.Max > TimeSpan.FromMinutes(5), $"{seen.Bulk.Max}");
        Assert.True(seen.Interactive.Quantile(0.99) < TimeSpan.FromMilliseconds(200), $"{seen.Interactive.Max}");
    }

    [Fact]
    public void Simulation_WhenTheSeedIsTheSame_IsTheSame()
    {
        var workload = Load([0, 1], [50, 80], signatures: 1, cpuMicros: 1000);
        var plan = new CapacityModel(workload, Node).Plan();

        var runs = Enumerable
            .Range(0, 2)
            .Select(_ => new CapacitySimulation(workload, Node, plan, TimeSpan.FromMinutes(30), seed: 3).Run(default))
            .ToList();

        Assert.Equal(runs[0].Documents, runs[1].Documents);
        Assert.Equal(runs[0].Bulk.Max, runs[1].Bulk.Max);
    }

    // A fluid has no documents that meet by chance: a few seconds, and a tenth of what is long.
    private static void Within(TimeSpan model, TimeSpan simulated) =>
        Assert.InRange(simulated.TotalSeconds, (0.9 * model.TotalSeconds) - 10, (1.1 * model.TotalSeconds) + 10);

    private static Workload Load(double[] hours, double[] rates, int signatures, int cpuMicros) =>
        Workload.Of([Flow(hours, rates, signatures, cpuMicros)]);

    private static WorkloadFlow Flow(double[] hours, double[] rates, int signatures, int cpuMicros) =>
        new(
            "flow",
            new ArrivalCurve(hours.Zip(rates, static (hour, rate) => new ArrivalPoint(TimeSpan.FromHours(hour), rate))),
            signatures,
            cpuMicros / 1e6,
            IsInteractive: false
        );
}
