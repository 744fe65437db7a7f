// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Cli;

/// <summary>Puts the offline verifiers together.</summary>
internal static class Verifiers
{
    /// <summary>The verifier of XML, with the rules of transcripts.</summary>
    public static IDocumentVerifier Xml() => new XmlDocumentVerifier([TranscriptProfile.Default]);

    /// <summary>The verifier of PDFs.</summary>
    public static IDocumentVerifier Pdf() => new PdfDocumentVerifier();
}
