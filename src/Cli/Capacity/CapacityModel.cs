// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>
/// Work as a fluid: in each short step a resource gets its demand, does what it can, and the rest waits. Nothing is random, so it is
/// exact where much arrives and blind to waiting behind a few; <see cref="CapacitySimulation"/> sees both.
/// </summary>
internal sealed class CapacityModel(Workload workload, CapacityNode node)
{
    private const int MaxNodes = 100_000;
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly CapacityResource[] Resources = [CapacityResource.Processors, CapacityResource.Hsm];
    private TimeSpan? _peakAt;

    // When the bottleneck has most to do.
    private TimeSpan PeakAt => _peakAt ??= Resources.Select(PeakOf).MaxBy(static peak => peak.Work).At;

    /// <summary>
    /// Nodes that are never busier than planned, and the fewest that have emptied the queue when the curve ends.
    /// </summary>
    /// <exception cref="CommandException">More than 100,000 nodes would be needed.</exception>
    public CapacityPlan Plan()
    {
        var peaks = Resources.ToDictionary(static resource => resource, PeakOf);
        var bottleneck = peaks.MaxBy(static peak => peak.Value.Work).Key;
        var nodes = peaks.Values.Max(peak => NodesFor(peak.Work / node.Utilisation));
        var fewest = Enumerable.Range(1, nodes).First(n => n == nodes || Run(n).BacklogAtEnd == TimeSpan.Zero);
        return new CapacityPlan
        {
            PeakSignatures = peaks[CapacityResource.Hsm].Work * node.HsmRate,
            PeakAt = PeakAt,
            Bottleneck = bottleneck,
            Nodes = Run(nodes),
            Fewest = Run(fewest),
        };
    }

    /// <summary>What so many nodes go through.</summary>
    public CapacityEstimate Run(int nodes)
    {
        var fluids = Resources.ToDictionary(static resource => resource, resource => Flow(resource, nodes));
        return new CapacityEstimate
        {
            Nodes = nodes,
            PeakUtilisation = fluids.Values.Max(static fluid => fluid.Busiest),
            PeakHourUtilisation = fluids.Values.Max(static fluid => fluid.PeakHour),
            LongestWait = Seconds(fluids.Values.Max(static fluid => fluid.Longest)),
            BacklogAtEnd = Seconds(fluids.Values.Max(static fluid => fluid.Waiting)),
            FullSpeed = Seconds(fluids.Values.Max(static fluid => fluid.Total)),
        };
    }

    private Fluid Flow(CapacityResource resource, int nodes)
    {
        var fluid = new Fluid();
        var step = workload.Duration / 200 < LongestStep ? workload.Duration / 200 : LongestStep;
        for (var at = step / 2; at < workload.Duration; at += step)
        {
            var isInPeakHour = (at - PeakAt).Duration() < HalfHour;
            fluid.Pass(DemandAt(at, resource) / nodes, step.TotalSeconds, isInPeakHour);
        }
        return fluid;
    }

    private (double Work, TimeSpan At) PeakOf(CapacityResource resource)
    {
        // A curve is straight between its points, so the sum is highest at a point of one of them.
        var times = workload.Flows.SelectMany(static flow => flow.Arrivals.Points.Select(static p => p.At)).Distinct();
        return times.Select(at => (Work: DemandAt(at, resource), At: at)).MaxBy(static peak => peak.Work);
    }

    // How many nodes it would keep busy.
    private double DemandAt(TimeSpan at, CapacityResource resource) =>
        workload.Flows.Sum(flow =>
            flow.Arrivals.RateAt(at)
            * (resource == CapacityResource.Hsm ? flow.Signatures / node.HsmRate : flow.CpuSeconds / node.Cores)
        );

    private static int NodesFor(double work) =>
        work <= MaxNodes
            ? Math.Max(1, (int)Math.Ceiling(work - 1e-9))
            : throw new CommandException($"more than {MaxNodes} nodes would be needed: look at --hsm-rate and --cores");

    // Rounded: a sum of many steps is a tick off.
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds, 6));

    // One resource's work, in seconds of all nodes' resource.
    private sealed class Fluid
    {
        private double _hourWork;
        private double _hour;

        public double Waiting { get; private set; }

        public double Longest { get; private set; }

        public double Total { get; private set; }

        public double Busiest { get; private set; }

        public double PeakHour => _hour > 0 ? _hourWork / _hour : 0;

        public void Pass(double demand, double seconds, bool isInPeakHour)
        {
            var work = demand * seconds;
            var done = Math.Min(Waiting + work, seconds);
            Waiting += work - done;
            Total += work;
            Longest = Math.Max(Longest, Waiting);
            Busiest = Math.Max(Busiest, demand);
            if (isInPeakHour)
            {
                _hourWork += done;
                _hour += seconds;
            }
        }
    }
}
