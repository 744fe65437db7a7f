// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>Open, incremental update; then steps 3 and 7 as a whole.</summary>
internal static class PdfStages
{
    private static readonly PdfDocumentFormat s_format = new();

    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        new("pdf.open", SampleDocuments.FivePagesText, Open),
        new("pdf.update", SampleDocuments.FivePagesText, Update),
        new("pdf.sign.one", SampleDocuments.FivePagesText, () => Sign([SampleDocuments.PdfRoles[0]])),
        new("pdf.sign.three", SampleDocuments.FivePagesText + ", 3 signatures", () => Sign(SampleDocuments.PdfRoles)),
    ];

    private static Stage Open()
    {
        var pdf = SampleDocuments.FivePages();
        return new Stage(() => InteractiveForm.Read(PdfFile.Open(pdf, PdfLimits.Default).Newest).SignatureFields.Count);
    }

    // Opened each time: a file counts what was read of it, and refuses too much.
    private static Stage Update()
    {
        var pdf = SampleDocuments.FivePages();
        var planned = new PlannedSignature(SampleDocuments.PdfRoles[0], "GVCN") { SignedIds = [] };
        var request = new Signatories(SampleDocuments.School).Request(planned, SignatureProfile.Pades);
        return new Stage(() =>
        {
            var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
            var value = FieldValue.Signature(request, ShownParts.None);
            SignatureUpdate.Write(objects, InteractiveForm.Read(objects), value, SignatureRoom.For(request, 0));
            return 0;
        });
    }

    private static Stage Sign(IReadOnlyList<RoleClaim> claims)
    {
        var pdf = SampleDocuments.FivePages();
        var school = new Signatories(SampleDocuments.School);
        SigningStep[] steps = [.. claims.Select(Signatories.StepOf)];
        return new Stage(() =>
        {
            using var document = s_format.Open(pdf);
            return school.SignFixed(document, document.Plan(steps)!, SignatureProfile.Pades).Length;
        });
    }
}
