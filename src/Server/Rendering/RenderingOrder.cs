// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Server.Rendering;

/// <summary>How the transcripts of a call are rendered; read once, also for a stream. Immutable.</summary>
internal sealed record RenderingOrder
{
    public RenditionCopy Copy { get; init; } = RenditionCopy.Whole;

    public PdfConformance Conformance { get; init; } = PdfConformance.PdfA3b;

    public SignaturePictures Pictures { get; init; } = SignaturePictures.None;

    public bool ReservesSignatureFields { get; init; } = true;

    /// <summary>What to draw.</summary>
    public RenditionRequest Request(IReadOnlyList<SignedTranscript> years) =>
        new()
        {
            Years = years,
            Copy = Copy,
            Conformance = Conformance,
            Pictures = Pictures,
            ReservesSignatureFields = ReservesSignatureFields,
        };
}
