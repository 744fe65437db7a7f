// SPDX-License-Identifier: Apache-2.0
using Spectre.Console;
using static HocBaSo.Signing.Cli.LoadTables;

namespace HocBaSo.Signing.Cli;

/// <summary>The answers for people.</summary>
internal static class CapacityTables
{
    private static readonly string[] PlanHeads =
    [
        "place",
        "pupils",
        "signatures",
        "at the peak",
        "runs out first",
        "nodes so that nobody waits",
        "fewest, empty at midnight",
    ];

    private static readonly string[] CheckHeads =
    [
        "place",
        "nodes",
        "work at full speed",
        "busiest minute",
        "busiest hour",
        "simulated",
        "longest wait",
        "simulated",
        "empty after midnight",
        "simulated",
        "single p99",
    ];

    /// <summary>Writes them, and what a node is.</summary>
    public static void Write(IAnsiConsole console, CapacityQuestion question, IReadOnlyList<CapacityAnswer> answers)
    {
        var plans = WithHeads(PlanHeads);
        var checks = WithHeads(CheckHeads);
        foreach (var answer in answers)
        {
            plans.AddRow(PlanOf(answer));
            foreach (var (estimate, simulated) in answer.Nodes)
            {
                checks.AddRow(CheckOf(answer, estimate, simulated));
            }
        }
        console.Write(plans);
        console.Write(checks);
        var node = question.Node;
        console.WriteLine(
            $"A node: {node.Cores} cores, an HSM with {N(node.HsmRate, 0)} signatures/s over {node.Sessions} sessions, planned to be {N(100 * node.Utilisation, 0)} % busy at the peak."
        );
        console.WriteLine($"Costs: {question.Costs.Measured}. Add a node for each that may fail.");
    }

    private static Table WithHeads(string[] heads)
    {
        var table = new Table().RoundedBorder();
        foreach (var head in heads)
        {
            table.AddColumn(head == "place" ? new TableColumn(head) : new TableColumn(head).RightAligned());
        }
        return table;
    }

    private static string[] PlanOf(CapacityAnswer answer) =>
        [
            Markup.Escape(answer.Place.Name),
            N(answer.Place.Pupils, 0),
            N(answer.Signatures, 0),
            $"{N(answer.Plan.PeakSignatures, answer.Plan.PeakSignatures < 10 ? 2 : 0)}/s",
            answer.Plan.Bottleneck == CapacityResource.Hsm ? "HSM" : "processors",
            N(answer.Plan.Nodes.Nodes, 0),
            N(answer.Plan.Fewest.Nodes, 0),
        ];

    private static string[] CheckOf(CapacityAnswer answer, CapacityEstimate estimate, SimulationResult? simulated) =>
        [
            Markup.Escape(answer.Place.Name),
            N(estimate.Nodes, 0),
            Time(estimate.FullSpeed),
            Share(estimate.PeakUtilisation),
            Share(estimate.PeakHourUtilisation),
            simulated is null ? "" : Share(simulated.PeakHourUtilisation),
            Time(estimate.LongestWait),
            simulated is null ? "" : Time(simulated.LongestWait),
            Time(estimate.BacklogAtEnd),
            simulated is null ? "" : Time(simulated.EmptyAfterEnd),
            simulated is null ? "" : Time(simulated.Interactive.Quantile(0.99)),
        ];

    private static string Share(double share) => $"{N(100 * share, 1)} %";

    private static string Time(TimeSpan time) =>
        time <= TimeSpan.Zero ? "0"
        : time.TotalSeconds < 1 ? $"{N(time.TotalMilliseconds, 1)} ms"
        : time.TotalMinutes < 2 ? $"{N(time.TotalSeconds, 1)} s"
        : time.TotalHours < 2 ? $"{N(time.TotalMinutes, 1)} min"
        : $"{N(time.TotalHours, 1)} h";
}
