// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Xml.Linq;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts.Tests;

public sealed class ReaderTests
{
    public static TheoryData<string, string> BadValues =>
        new()
        {
            { "ThongTinHocBa/MaTruong", "abc" },
            { "ThongTinHocBa/NamHoc", "2025-2027" },
            { "ThongTinHocBa/NamHoc", "2025/2026" },
            { "ThongTinHocBa/Khoi", "07" },
            { "ThongTinHocBa/Khoi", "5" },
            { "ThongTinHocBa/Khoi", "13" },
            { "ThongTinHocBa/NgayNhapHoc", "2024-02-30" },
            { "ThongTinHocBa/NgayNhapHoc", "05/09/2024" },
            { "ThongTinHocBa/TenTruong", "  " },
            { "ThongTinHocBa/HocSinh/MaDinhDanh", "12345678901" },
            { "ThongTinHocBa/HocSinh/MaDinhDanh", "00000000000x" },
            { "ThongTinHocBa/HocSinh/MaDinhDanh", "０００００００００００１" },
            { "ThongTinHocBa/HocSinh/GioiTinh", "3" },
            { "ThongTinHocBa/HocSinh/NgaySinh", "" },
            { "ThongTinHocBa/NamTruoc/DigestValue", "00" },
            { "KetQuaMonHoc[1]/CaNam", "10.1" },
            { "KetQuaMonHoc[1]/CaNam", "8.55" },
            { "KetQuaMonHoc[1]/CaNam", "8,5" },
            { "KetQuaMonHoc[1]/CaNam", "-1" },
            { "KetQuaMonHoc[1]/CaNam", "D" },
            { "KetQuaMonHoc[1]/LoaiMon", "KHAC" },
            { "KetQuaMonHoc[1]/NhanXet", "LONG" },
            { "TongKet/CaNam/RenLuyen", "X" },
            { "TongKet/CaNam/SoBuoiNghi", "401" },
            { "TongKet/LenLop", "len_lop" },
            { "PhatHanh/NgayHieuLuc", "2026-5-31" },
        };

    [Theory]
    [MemberData(nameof(BadValues))]
    public void Read_WhenValueIsWrong_NamesItsPath(string path, string value)
    {
        var doc = Doc.Of();
        var element = path.Split('/').Aggregate(doc.Root, (e, n) => e.Element(n.Split('[')[0])!);
        element.Value = value == "LONG" ? new string('x', 8001) : value;
        var refused = Assert.Throws<SigningException>(() => Read(doc));
        Assert.Equal(SigningErrorKind.MalformedDocument, refused.Kind);
        Assert.Equal($"/HocBaSo/{path}", refused.Field);
    }

    [Theory]
    [InlineData("ThongTinHocBa/HocSinh/HoTen")]
    [InlineData("TongKet/CaNam")]
    [InlineData("TongKet/NhanXet")]
    [InlineData("PhatHanh/ChucVu")]
    public void Read_WhenElementIsMissing_NamesItsPath(string path)
    {
        var doc = Doc.Of();
        path.Split('/').Aggregate(doc.Root, (e, n) => e.Element(n)!).Remove();
        Assert.Equal($"/HocBaSo/{path}", Assert.Throws<SigningException>(() => Read(doc)).Field);
    }

    [Fact]
    public void Read_WhenElementIsOfAnotherLevel_IsRefused()
    {
        var doc = Doc.Of();
        doc.Subject("TOAN").Add(new XElement("MucDatDuoc", "T"));
        Assert.Equal("/HocBaSo/KetQuaMonHoc[1]/MucDatDuoc", Assert.Throws<SigningException>(() => Read(doc)).Field);
    }

    [Fact]
    public void Read_WhenPartsAreStillToCome_LeavesThemOut()
    {
        var doc = Doc.Of();
        doc.Root.Element("TongKet")!.Remove();
        doc.Root.Element("PhatHanh")!.Remove();
        var read = Read(doc);
        Assert.Null(read.Summary);
        Assert.Null(read.Release);
    }

    [Theory]
    [InlineData("0", "0.0")]
    [InlineData("8.5", "8.5")]
    [InlineData("10", "10.0")]
    [InlineData("10.0", "10.0")]
    [InlineData("Đ", "Đ")]
    [InlineData("CĐ", "CĐ")]
    public void Mark_WhenRead_IsWrittenInOneWay(string text, string written)
    {
        Assert.True(Mark.TryParse(text, out var mark));
        Assert.Equal(written, mark.ToString());
    }

    [Fact]
    public void Write_WhenTextNeedsEscaping_ComesBack()
    {
        var original = SampleClass.Generate(SchoolLevel.Thcs, 1, 1).Single().Transcript;
        const string Remark = "a < b && \"c\" ]]> 'd'\r\n\té 𠮷";
        var changed = original with { Subjects = [original.Subjects[0] with { Remark = Remark }] };
        var xml = TranscriptWriter.Write(changed, ElementMapping.Default);
        Assert.Equal(Remark, TranscriptReader.Read(XDocumentTree.Root(xml), ElementMapping.Default).Subjects[0].Remark);
        Assert.DoesNotContain((byte)'\r', xml);
        Assert.Equal((byte)'<', xml[0]);
    }

    [Theory]
    [InlineData(0x07)]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0xFFFE)]
    [InlineData(' ')]
    public void Write_WhenTextIsNotXml_NamesItsPath(int character)
    {
        // Not an argument of the test: a lone surrogate does not survive the way through the test runner.
        var remark = character == ' ' ? " " : $"a{(char)character}b";
        var original = SampleClass.Generate(SchoolLevel.Thcs, 1, 1).Single().Transcript;
        var changed = original with { Subjects = [original.Subjects[0] with { Remark = remark }] };
        var refused = Assert.Throws<SigningException>(() => TranscriptWriter.Write(changed, ElementMapping.Default));
        Assert.Equal(SigningErrorKind.InvalidRequest, refused.Kind);
        Assert.Equal("/HocBaSo/KetQuaMonHoc/NhanXet", refused.Field);
    }

    [Fact]
    public void Write_WhenEmptyListFollows_HasAnEndTag() =>
        Assert.EndsWith(
            "<DSCKS></DSCKS>\n</HocBaSo>\n",
            Encoding.UTF8.GetString(SampleClass.Generate(SchoolLevel.Thcs, 1, 1).Single().Xml),
            StringComparison.Ordinal
        );

    private static Transcript Read(Doc doc) =>
        TranscriptReader.Read(XDocumentTree.Root(doc.Root), ElementMapping.Default);
}
