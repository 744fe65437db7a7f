// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The full verification of a signed document, by a verifier that lives as long as a server.</summary>
internal static class VerificationStages
{
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("verify.xml.one", "transcript, 12 KB, one signature", () => Xml(1)),
        new("verify.xml.all", "transcript, 12 KB, 16 signatures", () => Xml(16)),
        new("verify.pdf.one", SampleDocuments.FivePagesText + ", one signature", () => Pdf(1)),
        new("verify.pdf.three", SampleDocuments.FivePagesText + ", 3 signatures", () => Pdf(3)),
    ];

    private static Stage Xml(int signatures)
    {
        var school = new Signatories(SampleDocuments.School);
        var steps = SampleDocuments.Transcript.Claims.Take(signatures).Select(Signatories.StepOf);
        using var document = new XmlDocumentFormat().Open(SampleDocuments.Transcript.Xml);
        var plan = TranscriptProfile.Default.Plan(document.Root!.Value, [.. steps]);
        var signed = school.Sign(document, plan, SignatureProfile.Xades);
        return Verify(new XmlDocumentVerifier([TranscriptProfile.Default]), signed, school.Context, signatures);
    }

    private static Stage Pdf(int signatures)
    {
        var school = new Signatories(SampleDocuments.School);
        var steps = SampleDocuments.PdfRoles.Take(signatures).Select(Signatories.StepOf);
        using var document = new PdfDocumentFormat().Open(SampleDocuments.FivePages());
        var signed = school.Sign(document, document.Plan([.. steps])!, SignatureProfile.Pades);
        return Verify(new PdfDocumentVerifier(), signed, school.Context, signatures);
    }

    private static Stage Verify(
        IDocumentVerifier verifier,
        byte[] signed,
        VerificationContext context,
        int signatures
    ) =>
        new(() =>
        {
            var report = verifier.Verify(signed, context);
            var passed = report.Signatures.Count(static s => s.Indication == Indication.TotalPassed);
            return passed == signatures && report.Integrity == Integrity.Intact
                ? 0
                : throw new InvalidOperationException($"{passed} of {signatures} passed: {report.Reason}");
        });
}
