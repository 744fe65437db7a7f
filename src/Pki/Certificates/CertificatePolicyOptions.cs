// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>The inputs of policy processing (RFC 5280 §6.1.1 c, e, f, g).</summary>
public sealed record CertificatePolicyOptions
{
    /// <summary>The policies that are acceptable, dotted; empty for any.</summary>
    public IReadOnlyCollection<string> InitialPolicies { get; init; } = [];

    /// <summary>Whether the path has to be valid for at least one acceptable policy. Default: no.</summary>
    public bool RequireExplicitPolicy { get; init; }

    /// <summary>Whether policy mappings are refused. Default: no.</summary>
    public bool InhibitPolicyMapping { get; init; }

    /// <summary>Whether anyPolicy counts for nothing. Default: no.</summary>
    public bool InhibitAnyPolicy { get; init; }
}
