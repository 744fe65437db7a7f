// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Cli;

/// <summary>Puts the offline verifiers together.</summary>
internal static class Verifiers
{
    // The most that a server may be configured to return: 16 MiB, and 1 MiB for what its signatures add.
    private const int MaxXmlBytes = 17 << 20;

    /// <summary>The verifier of XML, with the built-in rules of transcripts.</summary>
    public static IDocumentVerifier Xml() => Xml(TranscriptProfile.Default);

    /// <summary>The verifier of XML, with other rules of transcripts.</summary>
    public static XmlDocumentVerifier Xml(TranscriptProfile profile) =>
        new([profile], new XmlVerifierOptions { Limits = XmlLimits.Default with { MaxBytes = MaxXmlBytes } });

    /// <summary>The verifier of PDFs.</summary>
    public static IDocumentVerifier Pdf() => new PdfDocumentVerifier();
}
