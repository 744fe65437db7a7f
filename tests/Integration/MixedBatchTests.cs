// SPDX-License-Identifier: Apache-2.0
using System.Xml.Linq;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>One stream, one list of steps, documents of both formats: a principal confirms what teachers have signed, and the school seals.</summary>
public sealed class MixedBatchTests
{
    private static readonly XNamespace Ds = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly SignerRole[] Roles = [SignerRole.Cbql, SignerRole.PhatHanh];

    // More than one call may carry, and more than one chunk.
    private static readonly byte[] LargePdf = SmallPdf.OfSize(5 << 20);

    [Fact]
    public async Task SignBatch_WhenXmlAndPdfAreMixed_SignsEachByItsFormatAndOtherToolsAgree()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcripts = school.Transcripts(2);
        var all = School.AllSteps(transcripts[0]);
        var teachers = new SigningSettings { Steps = { all.Steps[0] } };
        var head = new SigningSettings { Steps = { all.Steps[^2], all.Steps[^1] } };
        var xml = transcripts.Select(static t => new DocumentToSign(t.FileName, t.Xml));
        var confirmed = await SignAsync(server, teachers, xml);
        DocumentToSign[] documents =
        [
            Pdf("small.pdf", SmallPdf.Saying("Hoc ba")),
            new(transcripts[0].FileName, confirmed[transcripts[0].FileName].Signed!.Document),
            Pdf("large.pdf", LargePdf),
            new("bad.xml", "<HocBaSo"u8.ToArray()),
            Pdf("bad.pdf", OnePagePdf.Make()[..^40]),
            // Each by the other's format: the format is what the start says, not what the content looks like.
            new("pdf.xml", OnePagePdf.Make()),
            Pdf("xml.pdf", transcripts[0].Xml),
            // Nobody has signed it yet, and the principal comes after the teachers.
            new("early.xml", transcripts[1].Xml),
            new(transcripts[1].FileName, confirmed[transcripts[1].FileName].Signed!.Document),
        ];

        var results = await SignAsync(server, head, documents);

        Assert.Equal(documents.Length, results.Count);
        Assert.Equal("MALFORMED_DOCUMENT", results["bad.xml"].Error!.Kind);
        Assert.Equal("MALFORMED_DOCUMENT", results["bad.pdf"].Error!.Kind);
        Assert.Equal("MALFORMED_DOCUMENT", results["pdf.xml"].Error!.Kind);
        Assert.Equal("MALFORMED_DOCUMENT", results["xml.pdf"].Error!.Kind);
        Assert.Equal("OUT_OF_ORDER", results["early.xml"].Error!.Kind);
        var good = results.Values.Where(static r => r.IsSigned).ToList();
        Assert.Equal(4, good.Count);
        Assert.All(good, static r => Assert.Equal(Roles, r.Signed!.Signatures.Select(static s => s.Role)));
        Assert.True(results["large.pdf"].Signed!.Document.Span.StartsWith(LargePdf));
        await RequireVerifiedAsync(server, good);
        RequirePdfsig(school, results["small.pdf"].Signed!);
        RequirePdfsig(school, results["large.pdf"].Signed!);
        transcripts.ToList().ForEach(t => RequireXmlsec(school, results[t.FileName].Signed!));
    }

    private static DocumentToSign Pdf(string id, byte[] content) => new(id, content, DocumentFormat.Pdf);

    private static async Task<Dictionary<string, BatchItemResult>> SignAsync(
        RunningServer server,
        SigningSettings settings,
        IEnumerable<DocumentToSign> documents
    ) =>
        await server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), settings).ToDictionaryAsync(static r => r.Id);

    // One stream again, and the format is told from the content.
    private static async Task RequireVerifiedAsync(RunningServer server, IReadOnlyList<BatchItemResult> good)
    {
        var documents = good.Select(static r => new DocumentToSign(
            r.Id,
            r.Signed!.Document,
            DocumentFormat.Unspecified
        ));
        var seen = 0;
        await foreach (var verified in server.Client.VerifyBatchAsync(documents.ToAsyncEnumerable()))
        {
            Assert.True(verified.IsVerified, verified.Error?.Message);
            var isPdf = verified.Id.EndsWith(".pdf", StringComparison.Ordinal);
            Assert.Equal(isPdf ? DocumentFormat.Pdf : DocumentFormat.Xml, verified.Report.Format);
            Assert.Equal(Indication.TotalPassed, verified.Report.Indication);
            Assert.Equal(isPdf ? 2 : 3, verified.Report.Signatures.Count);
            seen++;
        }
        Assert.Equal(good.Count, seen);
    }

    private static void RequirePdfsig(School school, SignedResult signed)
    {
        var file = Write(school, "sealed.pdf", signed);
        var (_, said, _) = OutsideTool.Run("pdfsig", "-nocert", file);
        Assert.True(said.Split("Signature is Valid").Length - 1 == 2, said);
        Assert.True(said.Split("Total document signed").Length - 1 == 1, said);
    }

    private static void RequireXmlsec(School school, SignedResult signed)
    {
        var file = Write(school, "sealed.xml", signed);
        var document = XDocument.Load(file);
        var kinds = document.Descendants().Where(static e => e.Attribute("Id") is not null).Select(NameOf).Distinct();
        string[] ids = [.. kinds.SelectMany(static kind => new[] { "--id-attr:Id", kind })];
        var root = Path.Combine(school.Folder, "signers.pem");
        foreach (var id in document.Descendants(Ds + "Signature").Select(static s => s.Attribute("Id")!.Value))
        {
            string[] node = ["--node-xpath", $"//*[@Id='{id}']"];
            string[] options = ["--verify", "--enabled-key-data", "x509", "--trusted-pem", root, .. node, .. ids];
            var (exit, output, error) = OutsideTool.Run("xmlsec1", [.. options, file]);
            Assert.True(exit == 0, output + error);
        }
    }

    private static string NameOf(XElement element) =>
        element.Name.NamespaceName.Length == 0
            ? element.Name.LocalName
            : $"{element.Name.NamespaceName}:{element.Name.LocalName}";

    private static string Write(School school, string name, SignedResult signed)
    {
        var file = Path.Combine(school.Folder, name);
        File.WriteAllBytes(file, signed.Document.ToArray());
        return file;
    }
}
