// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Reads the content of a transcript, and checks every value: codes, digits, dates, ranges.</summary>
public static class TranscriptReader
{
    /// <summary>Reads a document; signatures in it are not looked at.</summary>
    /// <param name="root">The root element.</param>
    /// <param name="mapping">The names in the document.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>, <see cref="SigningErrorKind.MissingBlock"/> (no header),
    /// <see cref="SigningErrorKind.MalformedDocument"/> with the path of the first value or element that is wrong.
    /// </exception>
    public static Transcript Read(ElementView root, ElementMapping mapping)
    {
        CheckForm(root, mapping);
        var document = new ElementCursor(root, mapping.Root, "/" + mapping.Root.Name, LevelSet.All);
        var header = Header(document.Child("ThongTinHocBa"));
        CheckGrade(header, mapping);
        var content = document with
        {
            Levels = header.Level == SchoolLevel.TieuHoc ? LevelSet.Primary : LevelSet.Secondary,
        };
        return new Transcript
        {
            Header = header,
            Subjects = [.. content.Many("KetQuaMonHoc").Select(Subject)],
            Summary = content.Optional("TongKet") is { } summary ? Summary(summary) : null,
            Release = content.Optional("PhatHanh") is { } release ? ReleaseOf(release) : null,
        };
    }

    private static void CheckForm(ElementView root, ElementMapping mapping)
    {
        if (!new TranscriptProfile(mapping, SchoolLevelRules.Default).Recognizes(root))
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "The document is not a transcript.",
                ElementPath.Of(root)
            );
        }
        var layout = LayoutScanner.Scan(mapping, root);
        if (!layout.HasHeader)
        {
            throw new SigningException(
                SigningErrorKind.MissingBlock,
                "The document has no header.",
                TranscriptIds.Header
            );
        }
        if (layout.Violations.Count > 0)
        {
            throw layout.Violations[0].ToException();
        }
    }

    private static void CheckGrade(TranscriptHeader header, ElementMapping mapping)
    {
        var (first, last) = SchoolLevels.GradesOf(header.Level);
        if (header.Grade < first || header.Grade > last)
        {
            var block = mapping.Root["ThongTinHocBa"];
            throw new SigningException(
                SigningErrorKind.MalformedDocument,
                $"The grade {header.Grade} is not one of {SchoolLevels.NameOf(header.Level)}.",
                $"/{mapping.Root.Name}/{block.Name}/{block["Khoi"].Name}"
            );
        }
    }

    private static TranscriptHeader Header(ElementCursor c) =>
        new()
        {
            LookupCode = c.Value("MaTraCuu"),
            SchoolCode = c.Value("MaTruong"),
            SchoolName = c.Value("TenTruong"),
            Commune = c.Value("XaPhuong"),
            Province = c.Value("TinhThanhPho"),
            Level = c.Code("CapHoc", Codes.Level),
            SchoolYear = c.Value("NamHoc"),
            Grade = c.Integer("Khoi")!.Value,
            ClassName = c.Value("Lop"),
            RegisterNumber = c.OptionalValue("SoDangBo"),
            EnrolledOn = c.OptionalValue("NgayNhapHoc") is { } day ? Date(day) : null,
            Pupil = PupilOf(c.Child("HocSinh")),
            PreviousYear = c.Optional("NamTruoc") is { } p
                ? new PreviousYear(p.Value("MaTraCuu"), p.Value("DigestValue"))
                : null,
        };

    private static Pupil PupilOf(ElementCursor c) =>
        new()
        {
            PersonalId = c.Value("MaDinhDanh"),
            FullName = c.Value("HoTen"),
            Gender = c.Code("GioiTinh", Codes.Gender),
            BornOn = Date(c.Value("NgaySinh")),
            Ethnicity = c.Value("DanToc"),
            Nationality = c.Value("QuocTich"),
            Birthplace = c.Value("NoiSinh"),
            Hometown = c.OptionalValue("QueQuan"),
            Address = c.Value("NoiO"),
            PolicyGroup = c.OptionalValue("DoiTuongChinhSach"),
            NotAssessed = c.OptionalValue("CoKhuyetTatKhongDanhGia") == "1",
            Father = Family(c.Optional("Cha")),
            Mother = Family(c.Optional("Me")),
            Guardian = Family(c.Optional("NguoiGiamHo")),
        };

    private static FamilyMember? Family(ElementCursor? c) =>
        c is { } member ? new FamilyMember(member.Value("HoTen"), member.OptionalValue("NgheNghiep")) : null;

    private static Teacher TeacherOf(ElementCursor c) => new(c.Value("HoTen"), c.OptionalValue("MaDinhDanh"));

    private static SubjectResult Subject(ElementCursor c) =>
        new()
        {
            Code = c.Value(TranscriptShape.SubjectCode),
            Name = c.Value("TenMon"),
            Kind = c.Code("LoaiMon", Codes.SubjectKind),
            Term1 = c.Mark("HocKi1"),
            Term2 = c.Mark("HocKi2"),
            WholeYear = c.Mark("CaNam"),
            Reassessed = c.Mark("DanhGiaLai"),
            TopicGroup = c.Optional("ChuyenDe") is { } t
                ? new TopicGroup(t.Value("TenChuyenDe"), t.Mark("HocKi1"), t.Mark("HocKi2"), t.Mark("CaNam"))
                : null,
            Attainment = c.OptionalCode("MucDatDuoc", Codes.Attainment),
            PeriodicScore = c.Integer("DiemKTDK"),
            Remark = c.OptionalValue("NhanXet"),
            Teacher = TeacherOf(c.Child("GiaoVien")),
        };

    private static YearSummary Summary(ElementCursor c) =>
        new()
        {
            Secondary = c.Levels == LevelSet.Secondary ? Secondary(c) : null,
            Primary = c.Levels == LevelSet.Primary ? Primary(c) : null,
            Promotion = c.Code("LenLop", Codes.Promotion),
            LevelCompleted = c.OptionalValue("HoanThanhCapHoc") is { } flag ? flag == "1" : null,
            Certificates = c.Values("ChungChi"),
            Competitions = c.Values("KetQuaCuocThi"),
            Awards = c.Values("KhenThuong"),
            Remark = c.Value("NhanXet"),
            Corrections = c.Optional("SuaChua") is { } s
                ? new Corrections(s.Integer("SoCho")!.Value, s.OptionalValue("NoiDung"))
                : null,
            HomeroomTeacher = TeacherOf(c.Child("GiaoVienChuNhiem")),
        };

    private static SecondarySummary Secondary(ElementCursor c) =>
        new()
        {
            Term1 = c.Optional("HocKi1") is { } first ? Term(first) : null,
            Term2 = c.Optional("HocKi2") is { } second ? Term(second) : null,
            WholeYear = Term(c.Child("CaNam")),
            ConductAgain = c.OptionalCode("RenLuyenLai", Codes.Rating),
            StudyAgain = c.OptionalCode("HocTapLai", Codes.Rating),
        };

    private static TermSummary Term(ElementCursor c) =>
        new(c.Code("RenLuyen", Codes.Rating), c.Code("HocTap", Codes.Rating), c.Integer("SoBuoiNghi")!.Value);

    private static PrimarySummary Primary(ElementCursor c) =>
        new()
        {
            HeightCm = c.Integer("ChieuCao"),
            WeightKg = c.OptionalValue("CanNang") is { } kg ? decimal.Parse(kg, CultureInfo.InvariantCulture) : null,
            ExcusedAbsences = c.Integer("NghiCoPhep")!.Value,
            UnexcusedAbsences = c.Integer("NghiKhongPhep")!.Value,
            Qualities = Qualities(c.Child("PhamChat")),
            Competences = Competences(c.Child("NangLuc")),
            Outcome = c.Code("DanhGiaKetQua", Codes.Outcome),
        };

    private static PrimaryQualities Qualities(ElementCursor c) =>
        new(
            c.Code("YeuNuoc", Codes.PrimaryLevel),
            c.Code("NhanAi", Codes.PrimaryLevel),
            c.Code("ChamChi", Codes.PrimaryLevel),
            c.Code("TrungThuc", Codes.PrimaryLevel),
            c.Code("TrachNhiem", Codes.PrimaryLevel)
        )
        {
            Remark = c.OptionalValue("NhanXet"),
        };

    private static PrimaryCompetences Competences(ElementCursor c) =>
        new()
        {
            SelfReliance = c.Code("TuChuTuHoc", Codes.PrimaryLevel),
            Cooperation = c.Code("GiaoTiepHopTac", Codes.PrimaryLevel),
            ProblemSolving = c.Code("GiaiQuyetVanDe", Codes.PrimaryLevel),
            GeneralRemark = c.OptionalValue("NhanXetChung"),
            Language = c.Code("NgonNgu", Codes.PrimaryLevel),
            Calculation = c.Code("TinhToan", Codes.PrimaryLevel),
            Science = c.OptionalCode("KhoaHoc", Codes.PrimaryLevel),
            Technology = c.OptionalCode("CongNghe", Codes.PrimaryLevel),
            Informatics = c.OptionalCode("TinHoc", Codes.PrimaryLevel),
            Aesthetics = c.Code("ThamMi", Codes.PrimaryLevel),
            Physical = c.Code("TheChat", Codes.PrimaryLevel),
            SpecificRemark = c.OptionalValue("NhanXetDacThu"),
        };

    private static Release ReleaseOf(ElementCursor c) =>
        new(Date(c.Value("NgayHieuLuc")), c.Value("NoiPhatHanh"), c.Value("ChucVu"), c.Value("HoTen"));

    private static DateOnly Date(string checkedText) =>
        DateOnly.ParseExact(checkedText, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
