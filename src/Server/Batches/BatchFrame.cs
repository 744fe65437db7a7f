// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>What a stream message carries, whatever the RPC: a start, a chunk, or (both null) something out of place.</summary>
internal readonly record struct BatchFrame(ItemStart? Start, ItemChunk? Chunk);
