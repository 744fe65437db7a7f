// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Everything that a format needs to prepare one signature. Equal requests on equal documents give equal octets.</summary>
public sealed record SignatureRequest
{
    /// <summary>What is covered and where it goes.</summary>
    public required PlannedSignature Planned { get; init; }

    /// <summary>What the caller asked for: claimed role, capacity.</summary>
    public required SigningStep Step { get; init; }

    /// <summary>How the caller's request names the step, for refusals: <c>steps[1]</c>.</summary>
    public string StepField { get; init; } = "step";

    /// <summary>Whose certificate goes into the signed data.</summary>
    public required SigningIdentity Identity { get; init; }

    /// <summary>Scheme and digest.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The profile, one of <see cref="SignatureProfile"/>.</summary>
    public required string Profile { get; init; }

    /// <summary>The level.</summary>
    public required SignatureLevel Level { get; init; }

    /// <summary>The claimed signing time, UTC, whole seconds.</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>
    /// When a request is completed again: the digest that was signed then; else empty. A format that reserves room as it
    /// sees fit reserves what it did then.
    /// </summary>
    public ReadOnlyMemory<byte> SignedDigest { get; init; }
}
