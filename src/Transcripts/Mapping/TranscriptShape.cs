// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>The neutral shape of a transcript, docs/transcript.md. The order is the order of writing.</summary>
internal static class TranscriptShape
{
    public const string Id = "Id";
    public const string Version = "PhienBan";
    public const string SubjectCode = "MaMon";

    private static readonly FieldType VersionType = new(
        "PhienBan",
        "the version",
        static s => s.Length is > 0 and <= 20
    );

    public static readonly ShapeNode Root = new("HocBaSo")
    {
        Attribute = (Version, VersionType),
        Children = [Header(), Subject(), Summary(), Release(), SignatureList()],
    };

    private static ShapeNode Header() =>
        new("ThongTinHocBa")
        {
            IdPrefix = TranscriptIds.Header,
            Children =
            [
                Leaf("MaTraCuu", FieldTypes.LookupCode),
                Leaf("MaTruong", FieldTypes.SchoolCode),
                Leaf("TenTruong", FieldTypes.Text500),
                Leaf("XaPhuong", FieldTypes.Text500),
                Leaf("TinhThanhPho", FieldTypes.Text500),
                Leaf("CapHoc", FieldTypes.Level),
                Leaf("NamHoc", FieldTypes.SchoolYear),
                Leaf("Khoi", FieldTypes.Grade),
                Leaf("Lop", FieldTypes.ClassName),
                Optional("SoDangBo", FieldTypes.ClassName),
                Optional("NgayNhapHoc", FieldTypes.Date),
                Pupil(),
                new("NamTruoc")
                {
                    IsRequired = false,
                    Children = [Leaf("MaTraCuu", FieldTypes.LookupCode), Leaf("DigestValue", FieldTypes.Sha256)],
                },
            ],
        };

    private static ShapeNode Pupil() =>
        new("HocSinh")
        {
            Children =
            [
                Leaf("MaDinhDanh", FieldTypes.PersonalId),
                Leaf("HoTen", FieldTypes.Name),
                Leaf("GioiTinh", FieldTypes.Gender),
                Leaf("NgaySinh", FieldTypes.Date),
                Leaf("DanToc", FieldTypes.Name),
                Leaf("QuocTich", FieldTypes.Name),
                Leaf("NoiSinh", FieldTypes.Text500),
                Optional("QueQuan", FieldTypes.Text500),
                Leaf("NoiO", FieldTypes.Text500),
                Optional("DoiTuongChinhSach", FieldTypes.Text500),
                Optional("CoKhuyetTatKhongDanhGia", FieldTypes.Flag),
                Family("Cha"),
                Family("Me"),
                Family("NguoiGiamHo"),
            ],
        };

    private static ShapeNode Subject() =>
        new("KetQuaMonHoc")
        {
            IdPrefix = TranscriptIds.Subject,
            Repeats = true,
            Children =
            [
                Leaf(SubjectCode, FieldTypes.Subject),
                Leaf("TenMon", FieldTypes.Name),
                Leaf("LoaiMon", FieldTypes.SubjectKind),
                Optional("HocKi1", FieldTypes.Score, LevelSet.Secondary),
                Optional("HocKi2", FieldTypes.Score, LevelSet.Secondary),
                Optional("CaNam", FieldTypes.Score, LevelSet.Secondary),
                Optional("DanhGiaLai", FieldTypes.Score, LevelSet.Secondary),
                new("ChuyenDe")
                {
                    IsRequired = false,
                    Levels = LevelSet.Secondary,
                    Children =
                    [
                        Leaf("TenChuyenDe", FieldTypes.Name),
                        Optional("HocKi1", FieldTypes.Score),
                        Optional("HocKi2", FieldTypes.Score),
                        Optional("CaNam", FieldTypes.Score),
                    ],
                },
                Optional("MucDatDuoc", FieldTypes.Attainment, LevelSet.Primary),
                Optional("DiemKTDK", FieldTypes.PeriodicScore, LevelSet.Primary),
                Optional("NhanXet", FieldTypes.Remark),
                TeacherOf("GiaoVien"),
            ],
        };

    private static ShapeNode Summary() =>
        new("TongKet")
        {
            IdPrefix = TranscriptIds.Summary,
            IsRequired = false,
            Children =
            [
                Term("HocKi1", required: false),
                Term("HocKi2", required: false),
                Term("CaNam", required: true),
                Optional("RenLuyenLai", FieldTypes.Rating, LevelSet.Secondary),
                Optional("HocTapLai", FieldTypes.Rating, LevelSet.Secondary),
                .. PrimaryPart(),
                Leaf("LenLop", FieldTypes.Promotion),
                Optional("HoanThanhCapHoc", FieldTypes.Flag),
                Optional("ChungChi", FieldTypes.Text500) with
                {
                    Repeats = true,
                },
                Optional("KetQuaCuocThi", FieldTypes.Text500) with
                {
                    Repeats = true,
                },
                Optional("KhenThuong", FieldTypes.Text500) with
                {
                    Repeats = true,
                },
                Leaf("NhanXet", FieldTypes.Remark),
                new("SuaChua")
                {
                    IsRequired = false,
                    Children = [Leaf("SoCho", FieldTypes.Places), Optional("NoiDung", FieldTypes.Text500)],
                },
                TeacherOf("GiaoVienChuNhiem"),
            ],
        };

    private static ShapeNode[] PrimaryPart() =>
        [
            Optional("ChieuCao", FieldTypes.Height, LevelSet.Primary),
            Optional("CanNang", FieldTypes.Weight, LevelSet.Primary),
            Leaf("NghiCoPhep", FieldTypes.Absences, LevelSet.Primary),
            Leaf("NghiKhongPhep", FieldTypes.Absences, LevelSet.Primary),
            new("PhamChat")
            {
                Levels = LevelSet.Primary,
                Children =
                [
                    .. Levels("YeuNuoc", "NhanAi", "ChamChi", "TrungThuc", "TrachNhiem"),
                    Optional("NhanXet", FieldTypes.Remark),
                ],
            },
            new("NangLuc")
            {
                Levels = LevelSet.Primary,
                Children =
                [
                    .. Levels("TuChuTuHoc", "GiaoTiepHopTac", "GiaiQuyetVanDe"),
                    Optional("NhanXetChung", FieldTypes.Remark),
                    .. Levels("NgonNgu", "TinhToan"),
                    Optional("KhoaHoc", FieldTypes.PrimaryLevel),
                    Optional("CongNghe", FieldTypes.PrimaryLevel),
                    Optional("TinHoc", FieldTypes.PrimaryLevel),
                    .. Levels("ThamMi", "TheChat"),
                    Optional("NhanXetDacThu", FieldTypes.Remark),
                ],
            },
            Leaf("DanhGiaKetQua", FieldTypes.Outcome, LevelSet.Primary),
        ];

    private static ShapeNode Release() =>
        new("PhatHanh")
        {
            IdPrefix = TranscriptIds.Release,
            IsRequired = false,
            Children =
            [
                Leaf("NgayHieuLuc", FieldTypes.Date),
                Leaf("NoiPhatHanh", FieldTypes.Text500),
                Leaf("ChucVu", FieldTypes.Name),
                Leaf("HoTen", FieldTypes.Name),
            ],
        };

    private static ShapeNode SignatureList() =>
        new("DSCKS")
        {
            Children =
            [
                Container(SignerRole.Gvbm) with
                {
                    Repeats = true,
                    Attribute = (SubjectCode, FieldTypes.Subject),
                },
                Container(SignerRole.Gvcn),
                Container(SignerRole.Cbql),
                Container(SignerRole.PhatHanh),
            ],
        };

    private static ShapeNode Container(SignerRole role) =>
        new(RoleClaim.NameOf(role)) { Role = role, IsRequired = false };

    private static ShapeNode Family(string concept) =>
        new(concept)
        {
            IsRequired = false,
            Children = [Leaf("HoTen", FieldTypes.Name), Optional("NgheNghiep", FieldTypes.Text500)],
        };

    private static ShapeNode TeacherOf(string concept) =>
        new(concept) { Children = [Leaf("HoTen", FieldTypes.Name), Optional("MaDinhDanh", FieldTypes.PersonalId)] };

    private static ShapeNode Term(string concept, bool required) =>
        new(concept)
        {
            IsRequired = required,
            Levels = LevelSet.Secondary,
            Children =
            [
                Leaf("RenLuyen", FieldTypes.Rating),
                Leaf("HocTap", FieldTypes.Rating),
                Leaf("SoBuoiNghi", FieldTypes.Absences),
            ],
        };

    private static IEnumerable<ShapeNode> Levels(params string[] concepts) =>
        concepts.Select(static c => Leaf(c, FieldTypes.PrimaryLevel));

    private static ShapeNode Leaf(string concept, FieldType type, LevelSet levels = LevelSet.All) =>
        new(concept) { Field = type, Levels = levels };

    private static ShapeNode Optional(string concept, FieldType type, LevelSet levels = LevelSet.All) =>
        Leaf(concept, type, levels) with
        {
            IsRequired = false,
        };
}
