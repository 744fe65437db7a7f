// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Written after the document was verified, before it is returned; or when it failed.</summary>
public sealed record SigningOutcome
{
    /// <summary>Which request.</summary>
    public required RequestKey Request { get; init; }

    /// <summary>Which attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Which step.</summary>
    public required int Step { get; init; }

    /// <summary>How it ended.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>What the key was asked to sign, where the intent could not tell yet; else, or when it was not asked, empty.</summary>
    public ReadOnlyMemory<byte> DigestToSign { get; init; }

    /// <summary>The signature value that is in the document; empty unless signed.</summary>
    public ReadOnlyMemory<byte> SignatureValue { get; init; }

    /// <summary>The timestamp token that is in the document; empty when there is none.</summary>
    public ReadOnlyMemory<byte> TimestampToken { get; init; }

    /// <summary>genTime of the token.</summary>
    public DateTimeOffset? TimestampTime { get; init; }

    /// <summary>The name of the authority.</summary>
    public string? TimestampAuthority { get; init; }

    /// <summary>SHA-256 of the finished document; empty unless signed.</summary>
    public ReadOnlyMemory<byte> ResultDigest { get; init; }

    /// <summary>Why it failed; null when it was signed.</summary>
    public SigningErrorKind? Error { get; init; }
}
