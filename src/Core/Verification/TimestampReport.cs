// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A timestamp that passed all its checks.</summary>
/// <param name="Time">genTime, UTC.</param>
/// <param name="Authority">The subject name of the authority's certificate.</param>
public sealed record TimestampReport(DateTimeOffset Time, string Authority);
