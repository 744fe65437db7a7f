// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>What a place needs, and what a simulation says of it.</summary>
internal sealed record CapacityAnswer
{
    private const double MaxSimulated = 50_000_000;

    /// <summary>Whose year-end.</summary>
    public required CapacityPlace Place { get; init; }

    /// <summary>Documents in all.</summary>
    public required double Documents { get; init; }

    /// <summary>Signatures in all.</summary>
    public required double Signatures { get; init; }

    /// <summary>The model's plan.</summary>
    public required CapacityPlan Plan { get; init; }

    /// <summary>The numbers of nodes that were looked at, each with what a simulated one of them went through.</summary>
    public required IReadOnlyList<(CapacityEstimate Estimate, SimulationResult? Simulated)> Nodes { get; init; }

    /// <summary>Answers a question for one place.</summary>
    /// <exception cref="CommandException">The simulation would have too much to do.</exception>
    public static CapacityAnswer Of(CapacityQuestion question, CapacityPlace place, CancellationToken cancellation)
    {
        var factor = (double)place.Pupils / question.ScenarioPupils;
        var workload = Workload.Of(question.Scenario, factor, question.Costs);
        var model = new CapacityModel(workload, question.Node);
        var plan = model.Plan();
        var estimates = new List<CapacityEstimate> { plan.Nodes };
        if (plan.Fewest.Nodes != plan.Nodes.Nodes)
        {
            estimates.Add(plan.Fewest);
        }
        if (question.Nodes is { } nodes && estimates.TrueForAll(estimate => estimate.Nodes != nodes))
        {
            estimates.Add(model.Run(nodes));
        }
        return new CapacityAnswer
        {
            Place = place,
            Documents = workload.Documents,
            Signatures = workload.Signatures,
            Plan = plan,
            Nodes =
            [
                .. estimates.Select(estimate => (estimate, Simulate(question, workload, plan, estimate, cancellation))),
            ],
        };
    }

    private static SimulationResult? Simulate(
        CapacityQuestion question,
        Workload workload,
        CapacityPlan plan,
        CapacityEstimate estimate,
        CancellationToken cancellation
    )
    {
        if (question.Replayed == TimeSpan.Zero)
        {
            return null;
        }
        // The busiest hour is always in it.
        var from = TimeSpan.FromTicks(
            Math.Min((workload.Duration - question.Replayed).Ticks, (plan.PeakAt - TimeSpan.FromHours(1)).Ticks)
        );
        var share = workload.ShareOf(estimate.Nodes);
        var documents = share.Flows.Sum(flow => flow.Arrivals.Total - flow.Arrivals.CountBefore(from));
        return documents > MaxSimulated
            ? throw new CommandException(
                $"{documents:N0} documents are too many to simulate for one node: give fewer --hours"
            )
            : new CapacitySimulation(share, question.Node, plan, from, question.Seed).Run(cancellation);
    }
}
