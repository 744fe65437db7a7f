// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Conformance;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Writing.Tests;

/// <summary>What the writer refuses, so that a document that is made is a good one.</summary>
public sealed class MisuseTests : IDisposable
{
    private readonly PdfDocumentBuilder _document = Samples.NewDocument();
    private readonly PdfPage _page;

    public MisuseTests() => _page = _document.AddPage(PageSize.A4);

    public void Dispose() => _document.Dispose();

    [Fact]
    public void DrawText_WhenNeitherTaggedNorArtifact_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => _page.DrawText(10, 10, "a", Samples.Fonts.Regular, 12));

    [Fact]
    public void DrawImage_WhenNeitherTaggedNorArtifact_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() =>
            _page.DrawImage(SampleImages.Seal, new PdfRectangle(0, 0, 9, 9))
        );

    [Fact]
    public void Tag_WhenAnotherIsOpen_IsRefused()
    {
        using var scope = _page.Artifact();
        Assert.Throws<InvalidOperationException>(() => _page.Tag(_document.Structure.Add(StructureType.P)));
    }

    [Fact]
    public void Tag_WhenTheElementHoldsElementsOnly_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _page.Tag(_document.Structure.Add(StructureType.Table)));

    [Fact]
    public void Tag_WhenTheElementIsOfAnotherDocument_IsRefused()
    {
        using var other = Samples.NewDocument();
        Assert.Throws<ArgumentException>(() => _page.Tag(other.Structure.Add(StructureType.P)));
    }

    [Theory]
    [InlineData(StructureType.Table, StructureType.P)]
    [InlineData(StructureType.P, StructureType.Table)]
    [InlineData(StructureType.Sect, StructureType.TR)]
    [InlineData(StructureType.Sect, StructureType.Document)]
    [InlineData(StructureType.Sect, StructureType.TD)]
    public void Add_WhenTheTypeMayNotStandThere_IsRefused(StructureType parent, StructureType child)
    {
        var element = _document.Structure.Add(parent);
        Assert.Throws<ArgumentException>(() => element.Add(child));
    }

    [Fact]
    public void AddCell_WhenThisIsNoRow_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _document.Structure.AddCell());

    [Fact]
    public void ToArray_WhenATagIsOpen_IsRefused()
    {
        _page.Artifact();
        Assert.Throws<InvalidOperationException>(() => _document.ToArray());
    }

    [Fact]
    public void ToArray_WhenThereIsNoPage_IsRefused()
    {
        using var empty = Samples.NewDocument();
        Assert.Throws<InvalidOperationException>(() => empty.ToArray());
    }

    [Fact]
    public void AddPage_WhenTheDocumentIsEnded_IsRefused()
    {
        _document.ToArray();
        Assert.Throws<InvalidOperationException>(() => _document.AddPage(PageSize.A4));
        Assert.Throws<InvalidOperationException>(() => _page.Artifact());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(20_000)]
    public void DrawLine_WhenAPlaceIsOnNoPage_IsRefused(double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _page.DrawLine(x, 0, 0, 0, LineStyle.Thin));

    [Fact]
    public void Attach_WhenTheDocumentIsPdfA1_IsRefused()
    {
        using var document = Samples.NewDocument(PdfConformance.PdfA1b);
        Assert.Throws<InvalidOperationException>(() => document.Attach("a.xml", "text/xml", [], "", Samples.Time));
    }

    [Theory]
    [InlineData("a/b.xml", "text/xml")]
    [InlineData("a.xml", "text")]
    [InlineData("a.xml", "text/x ml")]
    [InlineData("", "text/xml")]
    public void Attach_WhenNameOrTypeIsNone_IsRefused(string name, string type) =>
        Assert.ThrowsAny<ArgumentException>(() => _document.Attach(name, type, [], "", Samples.Time));

    [Theory]
    [InlineData("")]
    [InlineData("A.B")]
    [InlineData("A)")]
    [InlineData("Ấ")]
    public void AddSignatureField_WhenTheNameIsNone_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() =>
            _page.AddSignatureField(name, default, _document.Structure.Add(StructureType.Form))
        );

    [Fact]
    public void AddSignatureField_WhenTheNameIsThere_IsRefused()
    {
        _page.AddSignatureField("CBQL", default, _document.Structure.Add(StructureType.Form));
        Assert.Throws<ArgumentException>(() =>
            _page.AddSignatureField("CBQL", default, _document.Structure.Add(StructureType.Form))
        );
    }

    [Fact]
    public void ToArray_WhenPageAndAttachmentAreEmpty_IsAGoodFile()
    {
        _document.Attach("rỗng.xml", "text/xml", [], "", Samples.Time);
        var pdf = _document.ToArray();
        using var folder = new TemporaryFolder();

        Assert.Empty(PdfARules.Check(pdf));
        var (exit, output, error) = OutsideTool.Run("qpdf", "--check", folder.Write("a.pdf", pdf));
        Assert.True(exit == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output + error);
    }
}
