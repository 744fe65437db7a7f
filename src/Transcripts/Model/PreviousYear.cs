// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>NamTruoc: ties this year to the released file of the year before.</summary>
/// <param name="LookupCode">Its look-up code, 32 hex characters.</param>
/// <param name="DigestValue">The SHA-256 of its bytes, 64 hex characters.</param>
public sealed record PreviousYear(string LookupCode, string DigestValue);
