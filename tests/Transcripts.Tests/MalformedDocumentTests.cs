// SPDX-License-Identifier: Apache-2.0
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

/// <summary>Every rule of form: a signer refuses what breaks it, and a verifier is told of it.</summary>
public sealed class MalformedDocumentTests
{
    private static readonly Dictionary<string, (Action<Doc> Break, string Path)> Cases = new()
    {
        ["look-up code not hex"] = (
            d => Header(d).Element("MaTraCuu")!.Value = new string('g', 32),
            "/HocBaSo/ThongTinHocBa"
        ),
        ["look-up code short"] = (d => Header(d).Element("MaTraCuu")!.Value = "abc", "/HocBaSo/ThongTinHocBa"),
        ["look-up code absent"] = (d => Header(d).Element("MaTraCuu")!.Remove(), "/HocBaSo/ThongTinHocBa"),
        ["two look-up codes"] = (
            d => Header(d).Add(new XElement(Header(d).Element("MaTraCuu")!)),
            "/HocBaSo/ThongTinHocBa/MaTraCuu"
        ),
        ["Id without look-up code"] = (d => Header(d).SetAttributeValue("Id", "TTHB"), "/HocBaSo/ThongTinHocBa"),
        ["Id absent"] = (d => d.Root.Element("TongKet")!.SetAttributeValue("Id", null), "/HocBaSo/TongKet"),
        ["Id of another block"] = (
            d => d.Root.Element("PhatHanh")!.SetAttributeValue("Id", $"TK-{d.Code}"),
            "/HocBaSo/PhatHanh"
        ),
        ["Id of another subject"] = (
            d => d.Subject("TOAN").SetAttributeValue("Id", $"MH-KHTN-{d.Code}"),
            "/HocBaSo/KetQuaMonHoc"
        ),
        ["Id where none belongs"] = (d => d.List.SetAttributeValue("Id", $"X-{d.Code}"), "/HocBaSo/DSCKS"),
        ["subject twice"] = (
            d => d.Subject("TOAN").AddAfterSelf(new XElement(d.Subject("TOAN"))),
            "/HocBaSo/KetQuaMonHoc"
        ),
        ["subject without code"] = (d => d.Subject("TOAN").Element("MaMon")!.Remove(), "/HocBaSo/KetQuaMonHoc"),
        ["two headers"] = (d => d.Root.AddFirst(new XElement(Header(d))), "/HocBaSo/ThongTinHocBa"),
        ["two summaries"] = (d => d.Root.Add(new XElement(d.Root.Element("TongKet")!)), "/HocBaSo/TongKet"),
        ["two DSCKS"] = (d => d.Root.Add(new XElement("DSCKS")), "/HocBaSo/DSCKS"),
        ["unknown element"] = (d => d.Root.Add(new XElement("GhiChu", "x")), "/HocBaSo/GhiChu"),
        ["unknown element in a block"] = (
            d => d.Subject("TOAN").Add(new XElement("Diem", "10")),
            "/HocBaSo/KetQuaMonHoc/Diem"
        ),
        ["element in a value"] = (
            d => d.Subject("TOAN").Element("CaNam")!.Add(new XElement("b")),
            "/HocBaSo/KetQuaMonHoc/CaNam/b"
        ),
        ["element of another namespace"] = (
            d => d.Root.Add(new XElement(XName.Get("TongKet", "urn:x"))),
            "/HocBaSo/TongKet"
        ),
        ["text between blocks"] = (d => d.Root.Add("hello"), "/HocBaSo"),
        ["text in DSCKS"] = (d => d.List.Add("hello"), "/HocBaSo/DSCKS"),
        ["unknown attribute"] = (d => d.Subject("TOAN").SetAttributeValue("Them", "1"), "/HocBaSo/KetQuaMonHoc"),
        ["attribute of a namespace"] = (
            d =>
                d.Root.SetAttributeValue(XName.Get("schemaLocation", "http://www.w3.org/2001/XMLSchema-instance"), "x"),
            "/HocBaSo"
        ),
        ["unknown role"] = (d => d.List.Add(new XElement("KETOAN")), "/HocBaSo/DSCKS/KETOAN"),
        ["container twice"] = (d => d.List.Add(new XElement("GVCN"), new XElement("GVCN")), "/HocBaSo/DSCKS/GVCN"),
        ["subject container twice"] = (
            d => d.List.Add(Doc.Container(Doc.Claim("GVBM:TOAN")), Doc.Container(Doc.Claim("GVBM:TOAN"))),
            "/HocBaSo/DSCKS/GVBM"
        ),
        ["container without subject"] = (d => d.List.Add(new XElement("GVBM")), "/HocBaSo/DSCKS/GVBM"),
        ["container of a subject that is not there"] = (
            d => d.List.Add(Doc.Container(Doc.Claim("GVBM:TIENGPHAP"))),
            "/HocBaSo/DSCKS/GVBM"
        ),
        ["subject on another role's container"] = (
            d => d.List.Add(new XElement("GVCN", new XAttribute("MaMon", "TOAN"))),
            "/HocBaSo/DSCKS/GVCN"
        ),
        ["text in a container"] = (d => d.List.Add(new XElement("GVCN", "x")), "/HocBaSo/DSCKS/GVCN"),
        ["element in a container"] = (
            d => d.List.Add(new XElement("GVCN", new XElement("x"))),
            "/HocBaSo/DSCKS/GVCN/x"
        ),
        ["two signatures in a container"] = (
            d => d.Signed("GVBM:TOAN").List.Element("GVBM")!.Add(new XElement(Doc.Ds + "Signature")),
            "/HocBaSo/DSCKS/GVBM"
        ),
        ["another role's signature in a container"] = (
            d => d.Signed("GVBM:TOAN").List.Element("GVBM")!.Name = "GVCN",
            "/HocBaSo/DSCKS/GVCN"
        ),
        ["another subject's signature in a container"] = (
            d => d.Signed("GVBM:TOAN").List.Element("GVBM")!.SetAttributeValue("MaMon", "KHTN"),
            "/HocBaSo/DSCKS/GVBM/Signature"
        ),
        ["signature without Id"] = (
            d => d.Signed("GVBM:TOAN").List.Element("GVBM")!.Element(Doc.Ds + "Signature")!.RemoveAttributes(),
            "/HocBaSo/DSCKS/GVBM/Signature"
        ),
        ["signature outside of a container"] = (
            d => d.List.Add(new XElement(Doc.Ds + "Signature")),
            "/HocBaSo/DSCKS/Signature"
        ),
        ["signature at the root"] = (d => d.Root.Add(new XElement(Doc.Ds + "Signature")), "/HocBaSo/Signature"),
        ["signature in a block"] = (
            d => d.Subject("TOAN").Add(new XElement(Doc.Ds + "Signature")),
            "/HocBaSo/KetQuaMonHoc/Signature"
        ),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_WhenFormIsBroken_IsMalformedAtItsPath(string name)
    {
        var refused = Doc.Of().With(Cases[name].Break).Refused("GVBM:NGUVAN");
        Assert.Equal(SigningErrorKind.MalformedDocument, refused.Kind);
        Assert.Equal(Cases[name].Path, refused.Field);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Expect_WhenFormIsBroken_TellsThePath(string name)
    {
        var expectation = Doc.Of().With(Cases[name].Break).Expect();
        Assert.Contains(expectation.Violations, v => v.StartsWith(Cases[name].Path + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_WhenSignatureHasContent_LeavesItToTheFormat()
    {
        var doc = Doc.Of().Signed("GVBM:TOAN");
        doc.List.Element("GVBM")!
            .Element(Doc.Ds + "Signature")!
            .Add(new XElement("anything", new XAttribute("Id", "x"), "text"));
        Assert.Empty(doc.Expect().Violations);
        Assert.Single(doc.Plan("GVBM:NGUVAN").Signatures);
    }

    private static XElement Header(Doc doc) => doc.Root.Element("ThongTinHocBa")!;
}
