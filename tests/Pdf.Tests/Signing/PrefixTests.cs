// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Pades;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Signing;

/// <summary>Over PDFs made by chance: the bytes that came are a prefix of what goes, and the ranges leave nothing out.</summary>
public sealed class PrefixTests
{
    private static readonly string[] Roles = ["GVBM:TOAN", "GVCN", "CBQL", "PHAT_HANH"];

    private static readonly Gen<byte[]> Files =
        from pages in Gen.Choose(1, 4)
        from form in Gen.Elements(
            "",
            "/AcroForm << >>",
            "/AcroForm << /Fields [] /SigFlags 3 >>",
            "/AcroForm << /Fields 3 0 R >>"
        )
        from annotations in Gen.Elements("", "/Annots []", "/Annots 3 0 R", "/Annots null")
        from id in Gen.Elements("", "/ID [<00112233> (x\\)y)]", "/Info 3 0 R /Custom [1 2 <</A/B>>]")
        from depth in Gen.Choose(0, 3)
        from end in Gen.Elements("\n", "", "\r\n", " \n\n")
        select Build(pages, form, annotations, id, depth, end);

    [Fact]
    public void Sign_WhenThePdfIsAny_TheInputIsAPrefixOfTheOutput()
    {
        using var house = new PdfHouse(TestKey.Ec) { SealLevel = SignatureLevel.BaselineB };
        Prop.ForAll(
                Files.ToArbitrary(),
                Gen.SubListOf(Roles).ToArbitrary(),
                (pdf, roles) =>
                {
                    var before = pdf;
                    var stamps = 0;
                    foreach (var role in roles)
                    {
                        var after = house.SignAsync(before, role).GetAwaiter().GetResult();
                        Assert.True(after.AsSpan().StartsWith(before));
                        RequireWhole(after, FieldNames.Of(house.Request(role).Step.Claim));
                        before = house.TimestampAsync(after).GetAwaiter().GetResult();
                        Assert.True(before.AsSpan().StartsWith(after));
                        RequireWhole(before, $"DTS-{++stamps}");
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    // Read back by object, not by search.
    private static void RequireWhole(byte[] pdf, string name)
    {
        var objects = PdfFile.Open(pdf, PdfLimits.Default).Newest;
        var value = InteractiveForm.Read(objects).Find(name)!.Value;
        var range = new List<long>();
        foreach (var item in value.Find("ByteRange"u8).Items())
        {
            range.Add(item.Integer);
        }
        var contents = value.Find("Contents"u8);
        Assert.Equal([0, contents.Start, contents.End, pdf.Length - contents.End], range);
    }

    private static byte[] Build(int pages, string form, string annotations, string id, int depth, string end)
    {
        var bodies = new List<string>
        {
            $"<< /Type /Catalog /Pages {4 + pages} 0 R {form} >>",
            "(spare)",
            form.Contains("3 0 R", StringComparison.Ordinal) || annotations.Contains("3 0 R", StringComparison.Ordinal)
                ? "[]"
                : "<< >>",
        };
        var page = $"<< /Type /Page /MediaBox [0 0 9 9] {annotations} >>";
        bodies.AddRange(Enumerable.Repeat(page, pages));
        var kids = string.Join(
            ' ',
            Enumerable.Range(4, pages).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n} 0 R"))
        );
        for (var i = 0; i < depth; i++)
        {
            bodies.Add($"<< /Type /Pages /Kids [{5 + pages + i} 0 R] /Count {pages} >>");
        }
        bodies.Add($"<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
        var text = Encoding.Latin1.GetString(HandMadePdf.BuildWith(id, [.. bodies]));
        return Encoding.Latin1.GetBytes(text.TrimEnd('\n') + end);
    }
}
