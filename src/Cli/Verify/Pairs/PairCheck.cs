// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Attachments;

namespace HocBaSo.Signing.Cli;

/// <summary>Looks into a PDF for the XML that it was made from, verifies that, and compares it with the files that were given.</summary>
internal sealed class PairCheck(IDocumentVerifier xml, VerificationContext context, GivenTranscripts given)
{
    /// <summary>Null for a PDF that carries no XML as its source.</summary>
    public PairReport? Check(ReadOnlyMemory<byte> pdf)
    {
        try
        {
            var sources = PdfAttachments
                .Read(pdf)
                .Where(static a => a.IsSource && FormatSniffer.FormatOf(a.Content.Span) == DocumentFormat.Xml)
                .Select(Check)
                .ToList();
            return sources.Count == 0 ? null : new PairReport(sources);
        }
        catch (SigningException e)
        {
            return new PairReport([], e.Field is { } place ? $"{e.Message} ({place})" : e.Message);
        }
    }

    private AttachedTranscript Check(PdfAttachment attachment)
    {
        var content = attachment.Content;
        var (file, isSame) = given.Find(content.Span);
        return new AttachedTranscript(
            attachment.Name,
            Convert.ToHexStringLower(SHA256.HashData(content.Span)),
            xml.Verify(content, context),
            file,
            isSame
        );
    }
}
