// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Server.Sealing;

/// <summary>Both halves of a sealed transcript, journaled.</summary>
/// <param name="Xml">The sealed XML; without signatures when it came sealed.</param>
/// <param name="Pdf">The sealed PDF.</param>
/// <param name="Rendition">What was drawn.</param>
/// <param name="Pair">What binds the two.</param>
internal sealed record SealedTranscript(SignedDocument Xml, SignedDocument Pdf, Rendition Rendition, SealedPair Pair)
{
    /// <summary>True when it was completed again from the journal.</summary>
    public bool IsRepeated => Pdf.IsRepeated;
}
