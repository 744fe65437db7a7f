// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A notice of expiry that was given: each is given once.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Version">The version.</param>
/// <param name="NotAfter">The end that was told of: other issuers behind the same certificate may move it.</param>
/// <param name="Days">The threshold, in days before that.</param>
public sealed record ExpiryMark(string Tenant, string IdentityId, int Version, DateTimeOffset NotAfter, int Days);
