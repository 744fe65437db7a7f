// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf;

/// <summary>
/// PDFs, signed by incremental update: PAdES baseline (EN 319 142-1 §6), or <c>adbe.pkcs7.detached</c>. One for the life of
/// the server: it remembers how large timestamps are, and the images and fonts of visible signatures.
/// </summary>
public sealed class PdfDocumentFormat : IDocumentFormat
{
    private readonly PdfLimits _limits;
    private readonly TimestampRoom _timestamps = new();
    private readonly AppearanceMaker _appearances;

    /// <summary>Signs documents of at most that size.</summary>
    /// <param name="maxBytes">Bytes of a document; default 64 MiB.</param>
    /// <param name="appearances">What visible signatures are drawn with; null for no font and +07:00.</param>
    public PdfDocumentFormat(int maxBytes = 64 << 20, PdfAppearanceOptions? appearances = null)
    {
        _limits = PdfLimits.Default with { MaxBytes = maxBytes };
        _appearances = new AppearanceMaker(appearances ?? new PdfAppearanceOptions());
    }

    /// <inheritdoc />
    public DocumentFormat Format => DocumentFormat.Pdf;

    /// <inheritdoc />
    public IOpenDocument Open(ReadOnlyMemory<byte> document) =>
        new OpenPdfDocument(PdfFile.Open(document, _limits), _timestamps, _appearances);
}
