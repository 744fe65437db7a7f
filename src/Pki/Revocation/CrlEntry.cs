// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A revoked certificate in a CRL.</summary>
/// <param name="Time">revocationDate.</param>
/// <param name="Reason">reasonCode.</param>
internal sealed record CrlEntry(DateTimeOffset Time, CrlReason Reason);
