// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Pdf.Fonts.Tests;
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

    [Fact]
    public async Task Sign_WhenPrincipalAndSealAreVisible_ShowsBothAndARepeatGivesTheSameBytes()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var settings = Visible(
            new PagePlace
            {
                Page = 1,
                Left = 300,
                Bottom = 200,
                Width = 220,
                Height = 110,
            }
        );

        var signed = await server.Client.SignAsync(
            new DocumentToSign("v", OnePagePdf.Make(), DocumentFormat.Pdf),
            settings
        );
        var again = await server.Client.SignAsync(
            new DocumentToSign("v", OnePagePdf.Make(), DocumentFormat.Pdf),
            settings
        );
        settings.Steps[1].Appearance.Place.Left = 61;
        var other = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(new DocumentToSign("v", OnePagePdf.Make(), DocumentFormat.Pdf), settings)
        );

        Assert.True(again.IsRepeated);
        Assert.Equal(signed.Document.ToArray(), again.Document.ToArray());
        Assert.Equal("REQUEST_ID_REUSED", other.Kind);
        var report = await server.Client.VerifyAsync(new DocumentToSign("r", signed.Document, DocumentFormat.Pdf));
        Assert.Equal(Indication.TotalPassed, report.Indication);
        var file = Path.Combine(school.Folder, "visible.pdf");
        await File.WriteAllBytesAsync(file, signed.Document.ToArray());
        Assert.Equal(2, OutsideTool.Run("pdfsig", "-nocert", file).Output.Split("Signature is Valid").Length - 1);
        Assert.Equal(0, OutsideTool.Run("qpdf", "--check", file).ExitCode);
        var text = OutsideTool.Run("pdftotext", "-layout", file, "-").Output;
        Assert.Contains("Ký bởi: hieu-truong", text, StringComparison.Ordinal);
        Assert.Contains("+07:00", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_WhenAPlaceIsWrong_NamesTheField()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var settings = Visible(
            new PagePlace
            {
                Page = 2,
                Left = 10,
                Bottom = 10,
                Width = 200,
                Height = 80,
            }
        );

        var refused = await Assert.ThrowsAsync<SigningClientException>(() =>
            server.Client.SignAsync(new DocumentToSign("w", OnePagePdf.Make(), DocumentFormat.Pdf), settings)
        );

        Assert.Equal(("INVALID_REQUEST", "settings.steps[0].appearance.place.page"), (refused.Kind, refused.Field));
    }

    private static SigningSettings Visible(PagePlace head) =>
        new()
        {
            Steps =
            {
                new SigningStep
                {
                    Role = SignerRole.Cbql,
                    Identity = "hieu-truong",
                    Appearance = new VisibleSignature
                    {
                        Place = head,
                        SignerImage = Image("(40, 20)", "(20, 40, 200, 255)"),
                    },
                },
                new SigningStep
                {
                    Role = SignerRole.PhatHanh,
                    Identity = "truong",
                    Appearance = new VisibleSignature
                    {
                        Place = new PagePlace
                        {
                            Page = 1,
                            Left = 60,
                            Bottom = 90,
                            Width = 240,
                            Height = 70,
                        },
                        SealImage = Image("(30, 30)", "(220, 20, 30, 200)"),
                    },
                },
            },
        };

    private static ByteString Image(string size, string colour) =>
        ByteString.CopyFrom(Pictures.Make($"Image.new('RGBA', {size}, {colour})", "png"));
}
