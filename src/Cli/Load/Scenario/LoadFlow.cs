// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Documents of one kind that are sent in one way; a scenario has one or more flows at the same time.</summary>
internal sealed record LoadFlow
{
    /// <summary>How it is called in reports.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked for.</summary>
    public LoadDocumentKind Document { get; init; }

    /// <summary>How it is sent.</summary>
    public LoadCall Call { get; init; }

    /// <summary>How many signatures each document gets; null for all that its level of school has.</summary>
    public int? Steps { get; init; } = 1;

    /// <summary>
    /// True when documents bear all earlier signatures already, and get the last two, of the principal and of the school.
    /// </summary>
    public bool SealsOnly { get; init; }

    /// <summary>The level of the last signature of each document; earlier ones are at B, as a server has it by default.</summary>
    public SignatureLevel Level { get; init; } = SignatureLevel.BaselineB;

    /// <summary>Closed loop: how many callers wait for their answer before they send the next one. Null for an open loop.</summary>
    public int? Callers { get; init; }

    /// <summary>Open loop: documents per second. Null for a closed loop or a curve.</summary>
    public double? Rate { get; init; }

    /// <summary>Open loop: the rate over time, stretched or compressed to the duration of the run.</summary>
    public ArrivalCurve? Curve { get; init; }

    /// <summary>How many streams carry a flow that is sent as a stream.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>True when documents arrive whether or not the server keeps up.</summary>
    public bool IsOpen => Callers is null;

    /// <summary>The times at which documents arrive in a run; of an open loop only.</summary>
    public ArrivalCurve ArrivalsIn(LoadScenario run) =>
        Curve?.Compress(run.Duration, run.WarmUp, run.Intensity)
        ?? ArrivalCurve.Constant(Rate!.Value * run.Intensity, run.WarmUp + run.Duration, run.Ramp);
}
