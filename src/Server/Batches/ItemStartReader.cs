// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Mapping;
using HocBaSo.Signing.V1;
using DocumentFormat = HocBaSo.Signing.Core.DocumentFormat;

namespace HocBaSo.Signing.Server.Batches;

/// <summary>Checks the first message of an item, before anything is parsed or allocated for it.</summary>
internal static class ItemStartReader
{
    /// <summary>An item; with its error when the start breaks a rule.</summary>
    public static BatchItem Read(ItemStart start, BatchLimits limits, bool requiresFormat)
    {
        try
        {
            var format = WireEnums.Read(start.Format, "start.format");
            Check(start, format, limits, requiresFormat);
            return new BatchItem(start, format, null, limits.BytesBeside);
        }
        catch (SigningException e)
        {
            // It costs nothing of the stream's allowance, so nothing of its message may stay.
            return new BatchItem(new ItemStart { ItemId = RequestText.Clip(start.ItemId) }, null, e.ToError());
        }
    }

    private static void Check(ItemStart start, DocumentFormat? format, BatchLimits limits, bool requiresFormat)
    {
        RequestText.Require(
            RequestText.IsItemId(start.ItemId),
            "An item id has 1 to 128 printable ASCII characters without spaces.",
            "start.item_id"
        );
        RequestText.Require(format is not null || !requiresFormat, "The format is missing.", "start.format");
        var length = start.Content.Length;
        RequestText.Require(
            start.Sha256.Length is 0 or SHA256.HashSizeInBytes,
            "A SHA-256 has 32 octets.",
            "start.sha256"
        );
        RequestText.Require(
            length <= DocumentFrames.MaxChunk,
            "A document of more than 256 KiB goes in chunks.",
            "start.content"
        );
        RequestText.Require(
            length == 0 ? start.Size > 0 : start.Size == 0 || start.Size == length,
            "The size is missing, or not that of the document.",
            "start.size"
        );
        limits.Quota?.RequireSize(Math.Max(start.Size, length));
        if (Math.Max(start.Size, length) > limits.MaxBytes(format))
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"A document of this format has at most {limits.MaxBytes(format)} bytes.",
                "start.size"
            );
        }
    }
}
