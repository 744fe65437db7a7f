// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>What is at hand to tell whether certificates were revoked. Nothing is downloaded.</summary>
/// <param name="Crls">CRLs, each in DER; those that can't be read, or aren't signed by whom they have to be, count for nothing.</param>
public sealed record RevocationEvidence(IReadOnlyList<ReadOnlyMemory<byte>> Crls);
