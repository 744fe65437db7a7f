// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Writes the content of a transcript, with an empty DSCKS. Equal content gives equal bytes.</summary>
public static class TranscriptWriter
{
    /// <summary>Writes UTF-8 without byte order mark, lines ended by LF.</summary>
    /// <param name="transcript">The content.</param>
    /// <param name="mapping">The names to write.</param>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/>: a value is not of its type; the field is its path.</exception>
    public static byte[] Write(Transcript transcript, ElementMapping mapping)
    {
        using var output = new ElementWriter(mapping);
        var code = transcript.Header.LookupCode;
        output.Open(mapping.Root, id: null, mapping.Version);
        output.Block("ThongTinHocBa", TranscriptIds.HeaderId(code), () => Header(output, transcript.Header));
        foreach (var subject in transcript.Subjects)
        {
            output.Block("KetQuaMonHoc", TranscriptIds.SubjectId(subject.Code, code), () => Subject(output, subject));
        }
        if (transcript.Summary is { } summary)
        {
            output.Block("TongKet", TranscriptIds.SummaryId(code), () => Summary(output, summary));
        }
        if (transcript.Release is { } release)
        {
            output.Block("PhatHanh", TranscriptIds.ReleaseId(code), () => Release(output, release));
        }
        output.Block("DSCKS", id: null, static () => { });
        output.Close();
        return output.ToArray();
    }

    private static void Header(ElementWriter o, TranscriptHeader h)
    {
        o.Leaf("MaTraCuu", h.LookupCode);
        o.Leaf("MaTruong", h.SchoolCode);
        o.Leaf("TenTruong", h.SchoolName);
        o.Leaf("XaPhuong", h.Commune);
        o.Leaf("TinhThanhPho", h.Province);
        o.Code("CapHoc", Codes.Level, h.Level);
        o.Leaf("NamHoc", h.SchoolYear);
        o.Integer("Khoi", h.Grade);
        o.Leaf("Lop", h.ClassName);
        o.Leaf("SoDangBo", h.RegisterNumber);
        o.Leaf("NgayNhapHoc", h.EnrolledOn is { } day ? Date(day) : null);
        o.Block("HocSinh", id: null, () => PupilOf(o, h.Pupil));
        if (h.PreviousYear is { } previous)
        {
            o.Block(
                "NamTruoc",
                id: null,
                () =>
                {
                    o.Leaf("MaTraCuu", previous.LookupCode);
                    o.Leaf("DigestValue", previous.DigestValue);
                }
            );
        }
    }

    private static void PupilOf(ElementWriter o, Pupil p)
    {
        o.Leaf("MaDinhDanh", p.PersonalId);
        o.Leaf("HoTen", p.FullName);
        o.Code("GioiTinh", Codes.Gender, p.Gender);
        o.Leaf("NgaySinh", Date(p.BornOn));
        o.Leaf("DanToc", p.Ethnicity);
        o.Leaf("QuocTich", p.Nationality);
        o.Leaf("NoiSinh", p.Birthplace);
        o.Leaf("QueQuan", p.Hometown);
        o.Leaf("NoiO", p.Address);
        o.Leaf("DoiTuongChinhSach", p.PolicyGroup);
        o.Leaf("CoKhuyetTatKhongDanhGia", p.NotAssessed ? "1" : null);
        Family(o, "Cha", p.Father);
        Family(o, "Me", p.Mother);
        Family(o, "NguoiGiamHo", p.Guardian);
    }

    private static void Family(ElementWriter o, string concept, FamilyMember? member)
    {
        if (member is null)
        {
            return;
        }
        o.Block(
            concept,
            id: null,
            () =>
            {
                o.Leaf("HoTen", member.FullName);
                o.Leaf("NgheNghiep", member.Occupation);
            }
        );
    }

    private static void TeacherOf(ElementWriter o, string concept, Teacher teacher) =>
        o.Block(
            concept,
            id: null,
            () =>
            {
                o.Leaf("HoTen", teacher.FullName);
                o.Leaf("MaDinhDanh", teacher.PersonalId);
            }
        );

    private static void Subject(ElementWriter o, SubjectResult s)
    {
        o.Leaf(TranscriptShape.SubjectCode, s.Code);
        o.Leaf("TenMon", s.Name);
        o.Code("LoaiMon", Codes.SubjectKind, s.Kind);
        o.Leaf("HocKi1", s.Term1?.ToString());
        o.Leaf("HocKi2", s.Term2?.ToString());
        o.Leaf("CaNam", s.WholeYear?.ToString());
        o.Leaf("DanhGiaLai", s.Reassessed?.ToString());
        if (s.TopicGroup is { } topics)
        {
            o.Block("ChuyenDe", id: null, () => Topics(o, topics));
        }
        o.Code("MucDatDuoc", Codes.Attainment, s.Attainment);
        o.Integer("DiemKTDK", s.PeriodicScore);
        o.Leaf("NhanXet", s.Remark);
        TeacherOf(o, "GiaoVien", s.Teacher);
    }

    private static void Topics(ElementWriter o, TopicGroup topics)
    {
        o.Leaf("TenChuyenDe", topics.Name);
        o.Leaf("HocKi1", topics.Term1?.ToString());
        o.Leaf("HocKi2", topics.Term2?.ToString());
        o.Leaf("CaNam", topics.WholeYear?.ToString());
    }

    private static void Summary(ElementWriter o, YearSummary s)
    {
        if (s.Secondary is { } secondary)
        {
            Term(o, "HocKi1", secondary.Term1);
            Term(o, "HocKi2", secondary.Term2);
            Term(o, "CaNam", secondary.WholeYear);
            o.Code("RenLuyenLai", Codes.Rating, secondary.ConductAgain);
            o.Code("HocTapLai", Codes.Rating, secondary.StudyAgain);
        }
        if (s.Primary is { } primary)
        {
            Primary(o, primary);
        }
        o.Code("LenLop", Codes.Promotion, s.Promotion);
        o.Leaf("HoanThanhCapHoc", s.LevelCompleted is { } done ? (done ? "1" : "0") : null);
        o.Leaves("ChungChi", s.Certificates);
        o.Leaves("KetQuaCuocThi", s.Competitions);
        o.Leaves("KhenThuong", s.Awards);
        o.Leaf("NhanXet", s.Remark);
        if (s.Corrections is { } corrections)
        {
            o.Block(
                "SuaChua",
                id: null,
                () =>
                {
                    o.Integer("SoCho", corrections.Places);
                    o.Leaf("NoiDung", corrections.Subjects);
                }
            );
        }
        TeacherOf(o, "GiaoVienChuNhiem", s.HomeroomTeacher);
    }

    private static void Term(ElementWriter o, string concept, TermSummary? term)
    {
        if (term is null)
        {
            return;
        }
        o.Block(
            concept,
            id: null,
            () =>
            {
                o.Code("RenLuyen", Codes.Rating, term.Conduct);
                o.Code("HocTap", Codes.Rating, term.Study);
                o.Integer("SoBuoiNghi", term.Absences);
            }
        );
    }

    private static void Primary(ElementWriter o, PrimarySummary p)
    {
        o.Integer("ChieuCao", p.HeightCm);
        o.Leaf("CanNang", p.WeightKg?.ToString("0.#", CultureInfo.InvariantCulture));
        o.Integer("NghiCoPhep", p.ExcusedAbsences);
        o.Integer("NghiKhongPhep", p.UnexcusedAbsences);
        o.Block("PhamChat", id: null, () => Qualities(o, p.Qualities));
        o.Block("NangLuc", id: null, () => Competences(o, p.Competences));
        o.Code("DanhGiaKetQua", Codes.Outcome, p.Outcome);
    }

    private static void Qualities(ElementWriter o, PrimaryQualities q)
    {
        o.Code("YeuNuoc", Codes.PrimaryLevel, q.Patriotism);
        o.Code("NhanAi", Codes.PrimaryLevel, q.Kindness);
        o.Code("ChamChi", Codes.PrimaryLevel, q.Diligence);
        o.Code("TrungThuc", Codes.PrimaryLevel, q.Honesty);
        o.Code("TrachNhiem", Codes.PrimaryLevel, q.Responsibility);
        o.Leaf("NhanXet", q.Remark);
    }

    private static void Competences(ElementWriter o, PrimaryCompetences c)
    {
        o.Code("TuChuTuHoc", Codes.PrimaryLevel, c.SelfReliance);
        o.Code("GiaoTiepHopTac", Codes.PrimaryLevel, c.Cooperation);
        o.Code("GiaiQuyetVanDe", Codes.PrimaryLevel, c.ProblemSolving);
        o.Leaf("NhanXetChung", c.GeneralRemark);
        o.Code("NgonNgu", Codes.PrimaryLevel, c.Language);
        o.Code("TinhToan", Codes.PrimaryLevel, c.Calculation);
        o.Code("KhoaHoc", Codes.PrimaryLevel, c.Science);
        o.Code("CongNghe", Codes.PrimaryLevel, c.Technology);
        o.Code("TinHoc", Codes.PrimaryLevel, c.Informatics);
        o.Code("ThamMi", Codes.PrimaryLevel, c.Aesthetics);
        o.Code("TheChat", Codes.PrimaryLevel, c.Physical);
        o.Leaf("NhanXetDacThu", c.SpecificRemark);
    }

    private static void Release(ElementWriter o, Release r)
    {
        o.Leaf("NgayHieuLuc", Date(r.EffectiveOn));
        o.Leaf("NoiPhatHanh", r.Place);
        o.Leaf("ChucVu", r.Position);
        o.Leaf("HoTen", r.FullName);
    }

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
