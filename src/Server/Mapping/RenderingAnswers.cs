// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Google.Protobuf;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Writes renditions as messages, without copying their bytes.</summary>
internal static class RenderingAnswers
{
    public static Wire.RenderResponse Unary(Rendition rendition) =>
        new()
        {
            Document = UnsafeByteOperations.UnsafeWrap(rendition.Document),
            Sha256 = ByteString.CopyFrom(SHA256.HashData(rendition.Document.Span)),
            Summary = Summary(rendition),
        };

    /// <summary>The messages that answer one item.</summary>
    public static IEnumerable<Wire.RenderBatchResponse> Item(string itemId, Rendition rendition)
    {
        var digest = SHA256.HashData(rendition.Document.Span);
        var done = new Wire.RenderItemDone
        {
            ItemId = itemId,
            Sha256 = UnsafeByteOperations.UnsafeWrap(digest),
            Summary = Summary(rendition),
        };
        return DocumentFrames
            .Of(
                itemId,
                DocumentFormat.Pdf,
                rendition.Document,
                digest,
                static start => new Wire.RenderBatchResponse { Start = start },
                static chunk => new Wire.RenderBatchResponse { Chunk = chunk }
            )
            .Append(new Wire.RenderBatchResponse { Done = done });
    }

    public static Wire.RenditionSummary Summary(Rendition rendition)
    {
        var summary = new Wire.RenditionSummary
        {
            Form = rendition.Form,
            Pages = rendition.Pages.Count,
            Draft = rendition.IsDraft,
        };
        summary.Warnings.AddRange(rendition.Warnings);
        summary.SignatureFields.AddRange(rendition.SignatureFields);
        return summary;
    }

    public static Wire.ListFormsResponse Forms()
    {
        var response = new Wire.ListFormsResponse();
        foreach (var form in FormCatalog.All)
        {
            var message = new Wire.Form
            {
                Id = form.Id,
                Level = SchoolLevels.NameOf(form.Level),
                Title = form.Title,
                Circular = form.Circular,
            };
            message.Pages.AddRange(form.Pages);
            message.PageTitles.AddRange(form.PageTitles);
            response.Forms.Add(message);
        }
        return response;
    }
}
