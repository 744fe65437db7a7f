// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What makes a checkpoint hard to make again.</summary>
/// <param name="Signature">CMS SignedData (RFC 5652), detached, in DER, over the canonical bytes; not empty.</param>
/// <param name="TimestampToken">An RFC 3161 token in DER; empty when there is none.</param>
public sealed record CheckpointSeal(ReadOnlyMemory<byte> Signature, ReadOnlyMemory<byte> TimestampToken);
