// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>Where the chain of a journal stands.</summary>
/// <param name="Sequence">The last row; 0 when there is none.</param>
/// <param name="RowHash">Its hash, SHA-256; what the chain begins with when there is none.</param>
public sealed record JournalHead(long Sequence, ReadOnlyMemory<byte> RowHash);
