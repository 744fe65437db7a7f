// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What a checkpoint says of a row.</summary>
internal sealed record CheckpointClaim(long Number, long Sequence, ReadOnlyMemory<byte> RowHash, bool IsOutside)
{
    public override string ToString() => IsOutside ? $"checkpoint {Number}, kept outside," : $"checkpoint {Number}";
}
