// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What an issuer's answer says of itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Times">thisUpdate and nextUpdate: of a list one pair, of an OCSP answer one for each certificate that it speaks of.</param>
public sealed record StatusAnswer(
    StatusEvidenceKind Kind,
    IReadOnlyList<(DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)> Times
);
