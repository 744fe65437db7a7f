// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;

namespace HocBaSo.Signing.Cli;

/// <summary>The answers for programs: one object on one line.</summary>
internal static class CapacityJson
{
    /// <summary>Writes it.</summary>
    public static string Write(CapacityQuestion question, IReadOnlyList<CapacityAnswer> answers) =>
        new JsonObject
        {
            ["scenario"] = question.Scenario.Name,
            ["costs"] = question.Costs.Measured,
            ["node"] = new JsonObject
            {
                ["cores"] = question.Node.Cores,
                ["hsmRate"] = question.Node.HsmRate,
                ["sessions"] = question.Node.Sessions,
                ["utilisation"] = question.Node.Utilisation,
            },
            ["places"] = new JsonArray([.. answers.Select(Place)]),
        }.ToJsonString();

    private static JsonObject Place(CapacityAnswer answer) =>
        new()
        {
            ["place"] = answer.Place.Name,
            ["pupils"] = answer.Place.Pupils,
            ["documents"] = Math.Round(answer.Documents),
            ["signatures"] = Math.Round(answer.Signatures),
            ["peakSignaturesPerSecond"] = Math.Round(answer.Plan.PeakSignatures, 2),
            ["bottleneck"] = answer.Plan.Bottleneck == CapacityResource.Hsm ? "hsm" : "processors",
            ["nodes"] = answer.Plan.Nodes.Nodes,
            ["fewestNodes"] = answer.Plan.Fewest.Nodes,
            ["runs"] = new JsonArray([.. answer.Nodes.Select(static run => Run(run.Estimate, run.Simulated))]),
        };

    private static JsonObject Run(CapacityEstimate estimate, SimulationResult? simulated) =>
        new()
        {
            ["nodes"] = estimate.Nodes,
            ["peakUtilisation"] = Math.Round(estimate.PeakUtilisation, 4),
            ["peakHourUtilisation"] = Math.Round(estimate.PeakHourUtilisation, 4),
            ["longestWaitSeconds"] = Math.Round(estimate.LongestWait.TotalSeconds, 1),
            ["hoursAtFullSpeed"] = Math.Round(estimate.FullSpeed.TotalHours, 3),
            ["hoursAfterTheEnd"] = Math.Round(estimate.BacklogAtEnd.TotalHours, 3),
            ["simulation"] = simulated is null ? null : Simulation(simulated),
        };

    private static JsonObject Simulation(SimulationResult simulated) =>
        new()
        {
            ["documentsOfOneNode"] = simulated.Documents,
            ["peakHourUtilisation"] = Math.Round(simulated.PeakHourUtilisation, 4),
            ["bulkP99Seconds"] = Math.Round(simulated.Bulk.Quantile(0.99).TotalSeconds, 4),
            ["longestWaitSeconds"] = Math.Round(simulated.LongestWait.TotalSeconds, 3),
            ["interactiveP99Seconds"] = Math.Round(simulated.Interactive.Quantile(0.99).TotalSeconds, 4),
            ["hoursAfterTheEnd"] = Math.Round(Math.Max(0, simulated.EmptyAfterEnd.TotalHours), 3),
        };
}
