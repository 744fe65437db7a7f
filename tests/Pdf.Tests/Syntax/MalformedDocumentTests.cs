// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;

namespace HocBaSo.Signing.Pdf.Tests.Syntax;

/// <summary>What is refused, and that the offset is told.</summary>
public sealed class MalformedDocumentTests
{
    [Theory]
    [InlineData("%PDF-1.7", " PDF-1.7", "offset 0")]
    [InlineData("%PDF-1.7", "%PDF-3.0", "offset 0")]
    [InlineData("%%EOF", "%%EOG", null)]
    [InlineData("%%EOF\n", "%%EOFx", null)]
    [InlineData("startxref\n", "startxrex\n", null)]
    [InlineData("xref\n0", "xerf\n0", null)]
    [InlineData("0 4", "0 5", null)]
    [InlineData("0 4", "0 9", null)]
    [InlineData("0 4", "x 4", null)]
    [InlineData("00000 n", "00000 x", null)]
    [InlineData("00000 n", "00001 n", null)]
    [InlineData("trailer", "trailor", null)]
    [InlineData("/Size 4", "/Size 3", null)]
    [InlineData("/Size 4", "/Siz 04", null)]
    [InlineData("/Root 1 0 R", "/Root 9 0 R", null)]
    [InlineData("/Root 1 0 R", "/Root null ", null)]
    [InlineData("/Root 1 0 R ", "/Root 1 0 R <", null)]
    [InlineData("1 0 obj", "7 0 obj", null)]
    [InlineData("1 0 obj", "1 1 obj", null)]
    [InlineData("1 0 obj", "1 0 Obj", null)]
    [InlineData("endobj", "endojb", null)]
    [InlineData("/Type /Catalog", "/Pages 2 0 R /", null)]
    [InlineData("/Type /Catalog", "/Type [ /Cata ", null)]
    [InlineData("/Type /Catalog", "/Type (Catalog", null)]
    [InlineData("/Type /Catalog", "/Type <Catalog", null)]
    [InlineData("/Type /Catalog", "/Type {Catalog", null)]
    [InlineData("/Type /Catalog", "/Type )Catalog", null)]
    [InlineData("/Type /Catalog", "/Type cat /Log", null)]
    [InlineData("/Kids [3 0 R]", "/Kids [2 0 R]", null)]
    [InlineData("/Kids [3 0 R]", "/Kids [     ]", null)]
    [InlineData("/Kids [3 0 R]", "/Kids 3 0 R  ", null)]
    [InlineData("/Kids [3 0 R]", "/Kids [3 0 S]", null)]
    public void Sign_WhenAFileBreaksARule_RefusesItWithTheOffset(string part, string replacement, string? offset)
    {
        var pdf = Replace(PdfFiles.ByHand(), part, replacement);

        var refused = Refusal(pdf);

        Assert.True(refused.Kind is SigningErrorKind.MalformedDocument or SigningErrorKind.DocumentTooLarge);
        Assert.StartsWith(offset ?? "offset ", refused.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenTheFileIsEncrypted_SaysSo()
    {
        var refused = Refusal(HandMadePdf.BuildWith("/Encrypt 4 0 R", Bodies("")));

        Assert.Equal(SigningErrorKind.UnsupportedFormat, refused.Kind);
        Assert.Equal("The file is encrypted.", refused.Message);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(63, false)]
    public void Open_WhenObjectsAreNestedBeyondTheLimit_RefusesThem(int depth, bool isRefused)
    {
        var nested = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        var pdf = HandMadePdf.Build(Bodies($"/Nested {nested}"));

        var fault = Record.Exception(() => Read(pdf));

        Assert.Equal(isRefused, fault is SigningException { Kind: SigningErrorKind.DocumentTooLarge });
        Assert.Equal(isRefused, fault is not null);
    }

    [Fact]
    public void Open_WhenTheSectionsFormALoop_RefusesThem()
    {
        var pdf = HandMadePdf.Build(Bodies("")[..3]);
        var xref = Encoding.Latin1.GetString(pdf).LastIndexOf("xref\n0", StringComparison.Ordinal);

        var refused = Refusal(HandMadePdf.BuildWith($"/Prev {xref}", Bodies("")[..3]));

        Assert.Equal("offset " + xref, refused.Field);
        Assert.Contains("loop", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenThereAreMoreSectionsThanTheLimit_RefusesThem()
    {
        using var house = new PdfHouse(TestKit.TestKey.Ec);
        var pdf = PdfFiles.ByHand();
        foreach (var role in new[] { "GVBM:TOAN", "GVBM:VAN", "GVCN" })
        {
            using var document = house.Format.Open(pdf);
            document.Complete(document.Prepare(house.Request(role)), new byte[64], null);
            pdf = document.ToSignedDocument();
        }
        var refused = Assert.Throws<SigningException>(() =>
            PdfFile.Open(pdf, PdfLimits.Default with { MaxSections = 3 })
        );

        Assert.Equal(SigningErrorKind.DocumentTooLarge, refused.Kind);
        Assert.Equal(4, PdfFile.Open(pdf, PdfLimits.Default).Sections.Count);
    }

    [Fact]
    public void Open_WhenTheFileIsOverTheLimit_RefusesIt()
    {
        var format = new PdfDocumentFormat(maxBytes: 100);

        var refused = Assert.Throws<SigningException>(() => format.Open(PdfFiles.ByHand()));

        Assert.Equal(SigningErrorKind.DocumentTooLarge, refused.Kind);
    }

    [Fact]
    public void Objects_WhenAskedAsOfAnEarlierRevision_AreAsTheyWere()
    {
        using var house = new PdfHouse(TestKit.TestKey.Ec);
        using var document = house.Format.Open(PdfFiles.ByHand());
        document.Complete(document.Prepare(house.Request("CBQL")), new byte[64], null);
        var file = PdfFile.Open(document.ToSignedDocument(), PdfLimits.Default);
        var catalog = new PdfReference(1, 0);

        Assert.False(file.AsOfSection(0).Get(catalog).Value.Find("Perms"u8).IsAbsent);
        Assert.True(file.AsOfSection(1).Get(catalog).Value.Find("Perms"u8).IsAbsent);
        Assert.Equal(XrefEntryKind.Free, file.AsOfSection(1).Lookup(4).Kind);
    }

    [Fact]
    public void Open_WhenTheFileHasAThousandPages_ReadsNoMoreOfThem()
    {
        long Cost(int pages)
        {
            var pdf = HandMadePdf.Build([
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>",
                "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 3 0 R >>",
                .. Enumerable.Repeat("<< /Type /Page /Parent 3 0 R >>", pages),
            ]);
            Read(pdf);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(pdf);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(Cost(1), Cost(5000));
    }

    private static string[] Bodies(string catalog) =>
        [
            $"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
            "<< /Filter /Standard >>",
        ];

    private static SigningException Refusal(byte[] pdf) => Assert.Throws<SigningException>(() => Read(pdf));

    // What signing reads.
    private static void Read(byte[] pdf)
    {
        var file = PdfFile.Open(pdf, PdfLimits.Default);
        var form = InteractiveForm.Read(file.Newest);
        new PageTree(file.Newest, form.Catalog).First();
    }

    private static byte[] Replace(byte[] pdf, string part, string replacement)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var at =
            part.StartsWith("xref", StringComparison.Ordinal) || part == "trailer"
                ? text.LastIndexOf(part, StringComparison.Ordinal)
                : text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, part);
        return Encoding.Latin1.GetBytes(text[..at] + replacement + text[(at + part.Length)..]);
    }
}
