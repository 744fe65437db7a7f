// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// The whole way of a document, steps 1 to 10, with one signature at B-B by a token that costs nothing: the journal on, in a file,
/// and full self-verification. Two workers, as a server of two cores has them.
/// </summary>
public static class WayStages
{
    /// <summary>The documents of one run.</summary>
    public const int Documents = 64;

    private const int Different = 16;

    /// <summary>The stages.</summary>
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("way.xml", "transcript, 12 KB", () => Xml(SelfVerification.Full)),
        new("way.xml.signature-only", "transcript, 12 KB", () => Xml(SelfVerification.SignatureOnly)),
        new("way.pdf", SampleDocuments.FivePagesText, () => Pdf(SelfVerification.Full)),
        new("way.pdf.signature-only", SampleDocuments.FivePagesText, () => Pdf(SelfVerification.SignatureOnly)),
    ];

    private static Stage Xml(SelfVerification verification) =>
        Run(
            DocumentFormat.Xml,
            [.. SampleDocuments.Transcripts(Different).Select(static s => s.Xml)],
            SampleDocuments.Transcript.Claims[0],
            verification
        );

    private static Stage Pdf(SelfVerification verification) =>
        Run(
            DocumentFormat.Pdf,
            [.. Enumerable.Range(0, Different).Select(SampleDocuments.FivePages)],
            SampleDocuments.PdfRoles[0],
            verification
        );

    private static Stage Run(DocumentFormat format, byte[][] documents, RoleClaim claim, SelfVerification verification)
    {
        var way = new DocumentWay(format, documents, Signatories.StepOf(claim), verification);
        way.Learn();
        return new Stage(() => way.Run(Documents), way) { Operations = Documents, IsOfProcess = true };
    }
}
