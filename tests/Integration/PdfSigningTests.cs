// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

public sealed class PdfSigningTests
{
    [Fact]
    public async Task SignBatch_WhenXmlAndPdfAreMixed_SignsBothAndPdfsigAgrees()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var all = School.AllSteps(transcript);
        var head = new SigningSettings { Tenant = all.Tenant, Steps = { all.Steps[^2], all.Steps[^1] } };
        var pdf = OnePagePdf.Make();

        var sealedXml = await server.Client.SignAsync(new DocumentToSign("x", transcript.Xml), all);
        var sealedPdf = await server.Client.SignAsync(new DocumentToSign("p", pdf, DocumentFormat.Pdf), head);
        var again = await server.Client.SignAsync(new DocumentToSign("p", pdf, DocumentFormat.Pdf), head);

        Assert.Equal(3, sealedXml.Signatures.Count);
        Assert.True(again.IsRepeated);
        Assert.Equal(sealedPdf.Document.ToArray(), again.Document.ToArray());
        Assert.True(sealedPdf.Document.Span.StartsWith(pdf));
        var report = await server.Client.VerifyAsync(new DocumentToSign("v", sealedPdf.Document, DocumentFormat.Pdf));
        Assert.Equal(Indication.TotalPassed, report.Indication);
        Assert.Equal(["CBQL", "PHAT_HANH"], report.Signatures.Select(static s => s.Role));
        Assert.Equal("PAdES-BASELINE-T", report.Signatures[^1].Level);
        var file = Path.Combine(school.Folder, "sealed.pdf");
        await File.WriteAllBytesAsync(file, sealedPdf.Document.ToArray());
        var (_, said, _) = OutsideTool.Run("pdfsig", "-nocert", file);
        Assert.Equal(2, said.Split("Signature is Valid").Length - 1);
    }
}
