// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Syntax;

/// <summary>Hybrid files (ISO 32000-2 §7.5.8.4): a table for old readers, and a stream for what they do not see.</summary>
public sealed class HybridFileTests
{
    [Fact]
    public void Lookup_WhenAnObjectIsHidden_FindsItInTheStream()
    {
        var objects = PdfFile.Open(Build(), PdfLimits.Default).Newest;

        Assert.Equal(XrefEntryKind.Compressed, objects.Lookup(5).Kind);
        Assert.True(objects.Get(new PdfReference(5, 0)).Value.Find("Hidden"u8).IsTrue);
        Assert.Equal(XrefEntryKind.InUse, objects.Lookup(1).Kind);
    }

    [Fact]
    public async Task Sign_WhenTheFileIsHybrid_ItStaysOneAndOtherToolsAgree()
    {
        using var house = new PdfHouse(TestKey.Ec);
        var pdf = Build();

        var signed = await house.SignAsync(pdf, "CBQL", "PHAT_HANH");

        Assert.True(signed.AsSpan().StartsWith(pdf));
        OtherTools.RequireValid(house, signed, 2);
        var objects = PdfFile.Open(signed, PdfLimits.Default).Newest;
        Assert.False(objects.File.Sections[0].IsStream);
        Assert.True(objects.Get(new PdfReference(5, 0)).Value.Find("Hidden"u8).IsTrue);
    }

    // Objects 1 to 3 in the table; 4 the object stream with 5 inside; 6 the cross-reference stream.
    private static byte[] Build()
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Add("<< /Type /Catalog /Pages 2 0 R /PieceInfo 5 0 R >>");
        Add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
        const string Content = "5 0 << /Hidden true >>";
        Add($"<< /Type /ObjStm /N 1 /First 4 /Length {Content.Length} >>\nstream\n{Content}\nendstream");
        offsets.Add(-1);
        var stream = text.Length;
        var rows = "0200040000" + $"01{stream:X4}0000>";
        text.Append("6 0 obj\n<< /Type /XRef /Size 7 /Index [5 2] /W [1 2 2] /Filter /ASCIIHexDecode ");
        text.Append($"/Length {rows.Length} >>\nstream\n{rows}\nendstream\nendobj\n");
        var table = text.Length;
        text.Append("xref\n0 7\n0000000000 65535 f \n");
        foreach (var offset in offsets[..4])
        {
            text.Append($"{offset:D10} 00000 n \n");
        }
        text.Append("0000000000 00000 f \n0000000000 00000 f \n");
        text.Append($"trailer\n<< /Size 7 /Root 1 0 R /XRefStm {stream} >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
