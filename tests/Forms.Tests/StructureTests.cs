// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>The structure tree that screen readers follow, as poppler reads it (ISO 32000-1 §14.8.4).</summary>
public sealed class StructureTests(SealedRenditions files) : IClassFixture<SealedRenditions>
{
    public static TheoryData<SchoolLevel> Levels => [.. SchoolLevels.All];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Tables_WhenRead_HaveRowsOfCellsUnderAHeaderRow(SchoolLevel level)
    {
        var tree = Read(SealedRenditions.Render(level, PdfConformance.PdfA3b));

        Assert.Equal(["Document"], tree.Kids.Select(static kid => kid.Type));
        var tables = tree.All.Where(static node => node.Type == "Table").ToList();
        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            Assert.All(table.Kids, static row => Assert.Equal("TR", row.Type));
            Assert.All(table.Kids[0].Kids, static cell => Assert.Equal("TH", cell.Type));
        }
        var rows = tree.All.Where(static node => node.Type == "TR").ToList();
        Assert.Equal(tables.Sum(static table => table.Kids.Count), rows.Count);
        Assert.All(rows, static row => Assert.NotEmpty(row.Kids));
        Assert.All(
            rows.SelectMany(static row => row.Kids),
            static cell => Assert.Contains(cell.Type, (string[])["TH", "TD"])
        );
        var cells = tree.All.Where(static node => node.Type is "TH" or "TD").ToList();
        Assert.Equal(rows.Sum(static row => row.Kids.Count), cells.Count);
        Assert.All(
            cells.Where(static cell => cell.Type == "TH"),
            static header =>
                Assert.Contains(header.Attributes, static a => a.StartsWith("/Scope ", StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Structure_WhenSealed_IsAsBeforeWithBothFieldsInIt(SchoolLevel level)
    {
        foreach (var conformance in new[] { PdfConformance.PdfA3b, PdfConformance.PdfA1b })
        {
            var pdf = SealedRenditions.Render(level, conformance);

            var tree = Ask(await files.StampAsync(pdf));

            Assert.Equal(Ask(pdf), tree);
            var fields = StructureNode.Parse(tree).All.Where(static node => node.Type == "Form");
            Assert.Equal([1, 1], fields.Select(static field => field.Objects));
        }
    }

    private StructureNode Read(byte[] pdf) => StructureNode.Parse(Ask(pdf));

    private string Ask(byte[] pdf) => files.Ask("pdfinfo", pdf, "-struct");
}
