// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What to render.</summary>
public sealed record RenditionRequest
{
    /// <summary>
    /// 1 to 12 years of one pupil at one level, oldest first. Several make the book; each has to name the file of the year
    /// before it.
    /// </summary>
    public required IReadOnlyList<SignedTranscript> Years { get; init; }

    /// <summary>Default: the whole form.</summary>
    public RenditionCopy Copy { get; init; } = RenditionCopy.Whole;

    /// <summary>Default: PDF/A-3b. PDF/A-1b has no attachment.</summary>
    public PdfConformance Conformance { get; init; } = PdfConformance.PdfA3b;

    /// <summary>Images of signatures and of the seal; drawn only where that role has signed.</summary>
    public SignaturePictures Pictures { get; init; } = SignaturePictures.None;

    /// <summary>
    /// True (default): the whole copy has empty fields <c>CBQL</c> and <c>PHAT_HANH</c> in its last confirmation, and no
    /// image there. False, and in a draft: images stand there as in the other confirmations.
    /// </summary>
    public bool ReservesSignatureFields { get; init; } = true;

    /// <summary>
    /// The document's time; equal input and time give equal octets. Null: the newest signature's time, or midnight of the day
    /// of release, or of the first day of the school year, whichever is known.
    /// </summary>
    public DateTimeOffset? Time { get; init; }
}
