// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Sealing;

/// <summary>One transcript to be sealed as a pair.</summary>
/// <param name="RequestId">The pair's id.</param>
/// <param name="IsRepeatable">True when the caller chose the id, so that the journal may know it already.</param>
/// <param name="Transcript">The XML; unchanged until the request is answered.</param>
/// <param name="MayWait">True for an item of a stream: it waits for a place instead of being refused.</param>
internal sealed record SealRequest(
    string RequestId,
    bool IsRepeatable,
    ReadOnlyMemory<byte> Transcript,
    bool MayWait = false
);
