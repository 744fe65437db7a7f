// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Limits;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>The bounds of one stream.</summary>
/// <param name="MaxInFlight">Items between their first message and the end of their answer.</param>
/// <param name="MaxBytesInFlight">Bytes of their documents; a larger document is in flight alone.</param>
/// <param name="MaxXmlBytes">The largest XML document.</param>
/// <param name="MaxPdfBytes">The largest PDF document.</param>
internal sealed record BatchLimits(int MaxInFlight, long MaxBytesInFlight, int MaxXmlBytes, int MaxPdfBytes)
{
    /// <summary>The limits of the client; null when it has none.</summary>
    public StreamQuota? Quota { get; init; }

    /// <summary>What is made of one document takes so many bytes besides: they count as in flight with it.</summary>
    public long BytesBeside { get; init; }

    /// <summary>The largest document of a format; of an unspecified one, which the first bytes will tell, the largest of all.</summary>
    public int MaxBytes(DocumentFormat? format) =>
        format == DocumentFormat.Xml ? MaxXmlBytes : Math.Max(MaxPdfBytes, MaxXmlBytes);
}
