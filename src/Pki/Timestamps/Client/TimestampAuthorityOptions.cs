// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>One time-stamping authority to ask.</summary>
public sealed record TimestampAuthorityOptions
{
    /// <summary>Its name in logs, metrics and health; unique.</summary>
    public required string Name { get; init; }

    /// <summary>Where it answers, http or https.</summary>
    public required Uri Url { get; init; }

    /// <summary>Longest wait for an answer, from when it is asked: the wait for a free place before that is not included. Default: 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The policy to ask for, dotted; the token has to carry it. Null: the authority's own choice.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether the token is to carry the authority's certificate; without, verifiers need it beforehand. Default: true.</summary>
    public bool RequestCertificates { get; init; } = true;

    /// <summary>Most requests under way at a time. Default: 16.</summary>
    public int MaxConcurrency { get; init; } = 16;
}
