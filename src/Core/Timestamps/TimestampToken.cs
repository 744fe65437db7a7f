// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A checked TimeStampToken.</summary>
/// <param name="Token">DER (a CMS ContentInfo, RFC 3161 §2.4.2).</param>
/// <param name="Time">genTime.</param>
/// <param name="Authority">The configured name of the authority that gave it.</param>
public sealed record TimestampToken(ReadOnlyMemory<byte> Token, DateTimeOffset Time, string Authority)
{
    /// <summary>
    /// Its signature value, when the source itself computed that it is right as the token came; null when it did not. Self-verification
    /// believes it: whoever gives tokens on must leave it null.
    /// </summary>
    public CheckedValue? CheckedValue { get; init; }
}
