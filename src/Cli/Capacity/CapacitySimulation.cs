// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>
/// Replays arrival curves against one node, document by document: arrivals are a Poisson process with the curve's rate, each document
/// takes a core, then a session of the HSM for all of its signatures. Times are virtual, so a night takes seconds.
/// </summary>
internal sealed class CapacitySimulation
{
    private const double HalfHour = 1800;

    // Names of events: an arrival of a flow is the flow's number.
    private const int CoreDone = -1;
    private const int SessionDone = -2;

    private readonly Workload _workload;
    private readonly Random _random;
    private readonly PriorityQueue<(int Kind, SimulatedDocument Document), double> _events = new();
    private readonly SimulatedStation _cores;
    private readonly SimulatedStation _sessions;
    private readonly Func<SimulatedDocument, double> _coreTime;
    private readonly Func<SimulatedDocument, double> _sessionTime;
    private readonly double[] _arrivals; // of each flow, in the process of rate 1
    private readonly LatencyHistogram _bulk = new();
    private readonly LatencyHistogram _interactive = new();
    private readonly CapacityResource _bottleneck;
    private double _last;
    private TimeSpan _longest;

    /// <summary>Prepares a run.</summary>
    /// <param name="workload">What arrives at this node.</param>
    /// <param name="node">What it has.</param>
    /// <param name="plan">The model's plan: where its peak lies, and what its bottleneck is.</param>
    /// <param name="from">From when on the curves are replayed; nothing waits then.</param>
    /// <param name="seed">Equal seeds give equal runs.</param>
    public CapacitySimulation(Workload workload, CapacityNode node, CapacityPlan plan, TimeSpan from, int seed)
    {
        _workload = workload;
        _random = new Random(seed);
        _bottleneck = plan.Bottleneck;
        var peak = plan.PeakAt.TotalSeconds;
        var window = (Math.Max(0, peak - HalfHour), Math.Min(workload.Duration.TotalSeconds, peak + HalfHour));
        _cores = new SimulatedStation(node.Cores, window);
        _sessions = new SimulatedStation(node.Sessions, window);
        _coreTime = document => workload.Flows[document.Flow].CpuSeconds;
        _sessionTime = document => workload.Flows[document.Flow].Signatures * node.Sessions / node.HsmRate;
        _arrivals = [.. workload.Flows.Select(flow => flow.Arrivals.CountBefore(from))];
    }

    /// <summary>Runs until all that arrived is done.</summary>
    public SimulationResult Run(CancellationToken cancellation)
    {
        for (var flow = 0; flow < _arrivals.Length; flow++)
        {
            Arrive(flow);
        }
        var now = 0.0;
        while (_events.TryDequeue(out var happened, out now))
        {
            cancellation.ThrowIfCancellationRequested();
            Handle(happened.Kind, happened.Document, now);
            Start(_cores, _coreTime, CoreDone, now);
            Start(_sessions, _sessionTime, SessionDone, now);
            _last = now;
        }
        return new SimulationResult
        {
            Documents = _bulk.Count + _interactive.Count,
            PeakHourUtilisation = (_bottleneck == CapacityResource.Hsm ? _sessions : _cores).Utilisation,
            Bulk = _bulk,
            Interactive = _interactive,
            LongestWait = _longest,
            EmptyAfterEnd = TimeSpan.FromSeconds(_last) - _workload.Duration,
        };
    }

    private void Handle(int kind, SimulatedDocument document, double now)
    {
        switch (kind)
        {
            case CoreDone:
                _cores.Release();
                _sessions.Enqueue(document);
                break;
            case SessionDone:
                _sessions.Release();
                var took = TimeSpan.FromSeconds(now - document.Arrived);
                (document.IsInteractive ? _interactive : _bulk).Record(took);
                _longest = took > _longest && !document.IsInteractive ? took : _longest;
                break;
            default:
                _cores.Enqueue(document);
                Arrive(kind);
                break;
        }
    }

    private void Start(SimulatedStation station, Func<SimulatedDocument, double> service, int done, double now)
    {
        while (station.TryStart(now, service, out var document, out var end))
        {
            _events.Enqueue((done, document), end);
        }
    }

    // A Poisson process of rate 1, seen through the curve: the time by which so many have arrived.
    private void Arrive(int flow)
    {
        _arrivals[flow] -= Math.Log(1 - _random.NextDouble());
        if (_workload.Flows[flow].Arrivals.TimeAfter(_arrivals[flow]) is { } at)
        {
            var document = new SimulatedDocument(flow, at.TotalSeconds, _workload.Flows[flow].IsInteractive);
            _events.Enqueue((flow, document), at.TotalSeconds);
        }
    }
}
