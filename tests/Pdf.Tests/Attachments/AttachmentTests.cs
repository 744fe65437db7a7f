// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Attachments;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Attachments;

public sealed class AttachmentTests : IDisposable
{
    private const string Page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
    private const string Spec =
        "<< /Type /Filespec /F (a.xml) /UF <FEFF1ECD002E0078006D006C> /AFRelationship /Source /EF << /F 5 0 R /UF 5 0 R >> >>";
    private const string File = "<< /Type /EmbeddedFile /Length 4 >>\nstream\n<a/>\nendstream";
    private const string Both = "/AF [4 0 R] /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Both)]
    [InlineData("/AF [4 0 R]")]
    [InlineData("/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>")]
    [InlineData("/Names << /EmbeddedFiles << /Kids [<< /Kids [<< /Limits [(a) (a)] /Names [(a) 4 0 R] >>] >>] >> >>")]
    public void Read_WhenAFileIsAssociatedOrListed_GivesItOnce(string catalog)
    {
        var found = Assert.Single(PdfAttachments.Read(SmallPdf.WithCatalog(catalog, Page, Spec, File)));
        Assert.Equal(("ọ.xml", "Source", true), (found.Name, found.Relationship, found.IsSource));
        Assert.Equal("<a/>", Encoding.ASCII.GetString(found.Content.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/AF null /Names null")]
    [InlineData("/AF [] /Names << /EmbeddedFiles << /Names [] >> >>")]
    public void Read_WhenThereIsNone_GivesNone(string catalog) =>
        Assert.Empty(PdfAttachments.Read(SmallPdf.WithCatalog(catalog, Page)));

    [Fact]
    public void Read_WhenTheSpecificationIsDirectAndSaysLittle_GivesWhatThereIs()
    {
        var pdf = SmallPdf.WithCatalog("/AF [<< /EF << /F 5 0 R >> >>]", Page, "null", File);
        var found = Assert.Single(PdfAttachments.Read(pdf));
        Assert.Equal(("", "", false), (found.Name, found.Relationship, found.IsSource));
    }

    [Fact]
    public void Read_WhenAnotherToolAttached_GivesWhatWentIn()
    {
        var pdf = _folder.Write("in.pdf", OnePagePdf.Make());
        var (one, two) = (_folder.Write("một.txt", "một"), _folder.Write("two.bin", new byte[100_000]));
        var target = _folder.File("out.pdf");
        var run = OutsideTool.Run(
            "qpdf",
            "--object-streams=generate",
            "--add-attachment",
            one,
            "--",
            "--add-attachment",
            two,
            "--",
            pdf,
            target
        );
        Assert.True(run.ExitCode == 0, run.Error);

        var found = PdfAttachments.Read(System.IO.File.ReadAllBytes(target));

        Assert.Equal(["một.txt", "two.bin"], found.Select(static a => a.Name).Order(StringComparer.Ordinal));
        Assert.Equal("một", Encoding.UTF8.GetString(found.Single(static a => a.Name == "một.txt").Content.Span));
        Assert.Equal(100_000, found.Single(static a => a.Name == "two.bin").Content.Length);
        Assert.All(found, static a => Assert.False(a.IsSource));
    }

    [Theory]
    [InlineData("/AF 4 0 R", Spec, File)]
    [InlineData("/AF [7 0 R]", Spec, File)]
    [InlineData("/AF [4 0 R]", "<< /EF << >> >>", File)]
    [InlineData("/AF [4 0 R]", "<< /EF << /F 3 0 R >> >>", File)]
    [InlineData("/AF [4 0 R]", "<< /EF << /F 5 0 R /UF 3 0 R >> >>", File)]
    [InlineData("/AF [4 0 R]", "<< /F 1 /EF << /F 5 0 R >> >>", File)]
    [InlineData("/AF [4 0 R]", "<< /AFRelationship (Source) /EF << /F 5 0 R >> >>", File)]
    [InlineData("/Names << /EmbeddedFiles 4 0 R >>", "<< /Kids [4 0 R] >>", File)]
    [InlineData("/Names [1]", Spec, File)]
    public void Read_WhenARuleIsBroken_IsRefused(string catalog, string specification, string file)
    {
        var refusal = Assert.Throws<SigningException>(() =>
            PdfAttachments.Read(SmallPdf.WithCatalog(catalog, Page, specification, file))
        );
        Assert.True(refusal.Kind is SigningErrorKind.MalformedDocument or SigningErrorKind.DocumentTooLarge);
        Assert.StartsWith("offset ", refusal.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenThereAreTooManyOrItIsTooLarge_IsRefused()
    {
        var many =
            $"/AF [{string.Concat(Enumerable.Repeat("<< /EF << /F 5 0 R >> >> ", PdfAttachments.MaxFiles + 1))}]";
        var wide = $"/Names << /EmbeddedFiles << /Kids [{string.Concat(Enumerable.Repeat("<< >> ", 2_000))}] >> >>";
        foreach (var catalog in new[] { many, wide })
        {
            var refusal = Assert.Throws<SigningException>(() =>
                PdfAttachments.Read(SmallPdf.WithCatalog(catalog, Page, Spec, File))
            );
            Assert.True(refusal.Kind is SigningErrorKind.MalformedDocument or SigningErrorKind.DocumentTooLarge);
        }
        var whole = SmallPdf.WithCatalog(Both, Page, Spec, File);
        var large = Assert.Throws<SigningException>(() => PdfAttachments.Read(whole, whole.Length - 1));
        Assert.Equal(SigningErrorKind.DocumentTooLarge, large.Kind);
    }

    [Fact]
    public void Read_WhenTheFileOrOneOfItsOctetsChanges_OnlyReadsOrRefuses()
    {
        var whole = SmallPdf.WithCatalog(Both, Page, Spec, File);
        for (var i = 0; i < whole.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = whole.ToArray();
                changed[i] ^= (byte)(1 << bit);
                TryRead(changed);
            }
            TryRead(whole.AsMemory(0, i));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void TryRead(ReadOnlyMemory<byte> pdf)
    {
        try
        {
            Assert.True(PdfAttachments.Read(pdf).Count <= 2);
        }
        catch (SigningException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }
}
