// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;

namespace HocBaSo.Signing.Server.Services;

/// <summary>The rule of streams that take transcripts.</summary>
internal static class TranscriptItem
{
    /// <summary>XML, said or not.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.UnsupportedFormat"/>.</exception>
    public static void RequireXml(BatchItem item)
    {
        if (item.Format is not (null or DocumentFormat.Xml))
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "Only XML transcripts are rendered.",
                "start.format"
            );
        }
    }
}
