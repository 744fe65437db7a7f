// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;

namespace HocBaSo.Signing.Pdf.Tests.Appearance;

/// <summary>What producers write of PDF/A into metadata.</summary>
public sealed class ArchivalPartTests
{
    private const string Id = "xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'";

    [Theory]
    [InlineData("<d " + Id + "><pdfaid:part>1</pdfaid:part></d>", "1")]
    [InlineData("<d " + Id + " pdfaid:part='1' pdfaid:conformance='B'/>", "1")]
    [InlineData("<d xmlns:x='http://www.aiim.org/pdfa/ns/id/'><x:part> 3 </x:part></d>", "3")]
    [InlineData("<d " + Id + "><pdfaid:part/></d>", "")]
    [InlineData("<d xmlns:pdfaid='urn:other'><pdfaid:part>1</pdfaid:part></d>", null)]
    [InlineData("<d part='1'/>", null)]
    [InlineData("<d>", null)]
    [InlineData("<d " + Id + "><pdfaid:part><b/></pdfaid:part></d>", null)]
    [InlineData("<!DOCTYPE d [<!ENTITY p '1'>]><d " + Id + "><pdfaid:part>&p;</pdfaid:part></d>", null)]
    [InlineData("", null)]
    public void Read_WhenMetadataSaysSo_GivesThePart(string packet, string? part) =>
        Assert.Equal(part, Read($"<< /Length {packet.Length} >>\nstream\n{packet}\nendstream"));

    [Theory]
    [InlineData("<< /Length 3 /Filter /FlateDecode >>\nstream\nxxx\nendstream")]
    [InlineData("<< /Length 3 /Filter /Unknown >>\nstream\nxxx\nendstream")]
    [InlineData("(no stream)")]
    public void Read_WhenMetadataCannotBeRead_GivesNone(string metadata) => Assert.Null(Read(metadata));

    private static string? Read(string metadata)
    {
        var pdf = HandMadePdf.Build("<< /Type /Catalog /Metadata 2 0 R >>", metadata);
        var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        return ArchivalPart.Read(objects, objects.Get(new PdfReference(1, 0)).Value);
    }
}
