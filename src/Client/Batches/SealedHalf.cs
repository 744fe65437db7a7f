// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client.Batches;

/// <summary>One half of a pair as a result.</summary>
internal static class SealedHalf
{
    public static SignedResult Of(
        string requestId,
        ReadOnlyMemory<byte> document,
        SealedDocument half,
        bool isRepeated
    ) => new(requestId, document, half.Signatures, isRepeated) { DocumentTimestamp = half.DocumentTimestamp };
}
