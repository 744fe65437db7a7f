// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Sealing;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes pairs as messages, without copying their bytes.</summary>
internal static class SealAnswers
{
    public static Wire.SealTranscriptResponse Unary(SealedTranscript pair)
    {
        var response = new Wire.SealTranscriptResponse
        {
            RequestId = pair.Pair.Request.RequestId,
            Xml = Half(pair.Xml, DocumentFormat.Xml),
            Pdf = Half(pair.Pdf, DocumentFormat.Pdf),
            Record = Record(pair.Pair),
            Rendition = RenderingAnswers.Summary(pair.Rendition),
            RepeatedRequest = pair.IsRepeated,
        };
        response.Xml.Document = UnsafeByteOperations.UnsafeWrap(pair.Xml.Document);
        response.Pdf.Document = UnsafeByteOperations.UnsafeWrap(pair.Pdf.Document);
        return response;
    }

    /// <summary>Both documents and what became of them; made one by one as they are written.</summary>
    public static IEnumerable<Wire.SealBatchResponse> Item(string itemId, SealedTranscript pair) =>
        Frames(itemId, DocumentFormat.Xml, pair.Xml)
            .Concat(Frames(itemId, DocumentFormat.Pdf, pair.Pdf))
            .Append(new Wire.SealBatchResponse { Done = Done(itemId, pair) });

    private static IEnumerable<Wire.SealBatchResponse> Frames(
        string itemId,
        DocumentFormat format,
        SignedDocument half
    ) =>
        DocumentFrames.Of(
            itemId,
            format,
            half.Document,
            half.Digest,
            static start => new Wire.SealBatchResponse { Start = start },
            static chunk => new Wire.SealBatchResponse { Chunk = chunk }
        );

    private static Wire.SealItemDone Done(string itemId, SealedTranscript pair) =>
        new()
        {
            ItemId = itemId,
            RequestId = pair.Pair.Request.RequestId,
            Xml = Half(pair.Xml, DocumentFormat.Xml),
            Pdf = Half(pair.Pdf, DocumentFormat.Pdf),
            Record = Record(pair.Pair),
            Rendition = RenderingAnswers.Summary(pair.Rendition),
            RepeatedRequest = pair.IsRepeated,
        };

    private static Wire.SealedDocument Half(SignedDocument half, DocumentFormat format)
    {
        var message = new Wire.SealedDocument
        {
            Format = WireEnums.Write(format),
            Sha256 = UnsafeByteOperations.UnsafeWrap(half.Digest),
            DocumentTimestamp = SigningAnswers.Summary(half.DocumentTimestamp),
        };
        message.Signatures.AddRange(half.Signatures.Select(SigningAnswers.Summary));
        return message;
    }

    private static Wire.PairRecord Record(SealedPair pair) =>
        new()
        {
            LookupCode = pair.LookupCode,
            XmlSha256 = UnsafeByteOperations.UnsafeWrap(pair.XmlDigest),
            PdfSha256 = UnsafeByteOperations.UnsafeWrap(pair.PdfDigest),
            SealedAt = pair.SealedAt.ToTimestamp(),
        };
}
