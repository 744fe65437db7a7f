// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Cli;

/// <summary>A place's year-end: what arrives, and what it takes.</summary>
internal sealed class Workload
{
    private const int SealSignatures = 2;

    private Workload(IReadOnlyList<WorkloadFlow> flows) => Flows = flows;

    /// <summary>What arrives at the same time; all curves last equally long.</summary>
    public IReadOnlyList<WorkloadFlow> Flows { get; }

    /// <summary>How long the curves last.</summary>
    public TimeSpan Duration => Flows.Max(static flow => flow.Arrivals.Duration);

    /// <summary>All documents.</summary>
    public double Documents => Flows.Sum(static flow => flow.Arrivals.Total);

    /// <summary>All signatures by keys in the HSM.</summary>
    public double Signatures => Flows.Sum(static flow => flow.Arrivals.Total * flow.Signatures);

    /// <summary>Makes the workload of a scenario.</summary>
    /// <param name="scenario">Its flows have curves.</param>
    /// <param name="factor">What its rates are multiplied by.</param>
    /// <param name="costs">What documents take.</param>
    /// <exception cref="CommandException">A flow has no curve, or its kind of document no cost.</exception>
    public static Workload Of(LoadScenario scenario, double factor, DocumentCosts costs) =>
        new([.. scenario.Flows.Select(flow => Of(flow, scenario.SchoolLevel, factor, costs))]);

    /// <summary>Makes a workload of flows.</summary>
    public static Workload Of(IReadOnlyList<WorkloadFlow> flows) => new(flows);

    /// <summary>The part of it that one of so many equal nodes gets.</summary>
    public Workload ShareOf(int nodes) =>
        new([.. Flows.Select(flow => flow with { Arrivals = flow.Arrivals.Scale(1.0 / nodes) })]);

    private static WorkloadFlow Of(LoadFlow flow, SchoolLevel level, double factor, DocumentCosts costs)
    {
        var curve =
            flow.Curve
            ?? throw new CommandException($"flow {flow.Name} has no curve: only an arrival curve can be planned for");
        var signatures = SignaturesOf(flow, level);
        return new WorkloadFlow(
            flow.Name,
            curve.Scale(factor),
            signatures,
            costs.SecondsOf(flow, signatures),
            flow.Call == LoadCall.Unary
        );
    }

    private static int SignaturesOf(LoadFlow flow, SchoolLevel level)
    {
        var all = SampleClass.Generate(level, 1, 2026).Single().Claims.Count;
        return flow.Document switch
        {
            LoadDocumentKind.Rendition => 0,
            LoadDocumentKind.Pdf => Math.Min(flow.Steps ?? int.MaxValue, DemoPdfs.Roles.Count),
            // The two of its PDF besides; one that isn't sealed only gets all that its XML can bear.
            LoadDocumentKind.Pair => (flow.SealsOnly ? SealSignatures : all) + SealSignatures,
            _ => flow.SealsOnly ? SealSignatures : Math.Min(flow.Steps ?? all, all),
        };
    }
}
