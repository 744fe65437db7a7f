// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>KetQuaMonHoc: one row of the subject table.</summary>
public sealed record SubjectResult
{
    /// <summary>Mã môn: as <c>TOAN</c>; part of the block's Id.</summary>
    public required string Code { get; init; }

    /// <summary>Tên môn học, hoạt động giáo dục.</summary>
    public required string Name { get; init; }

    /// <summary>Loại môn: compulsory or elective.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>Học kì I (THCS, THPT).</summary>
    public Mark? Term1 { get; init; }

    /// <summary>Học kì II (THCS, THPT).</summary>
    public Mark? Term2 { get; init; }

    /// <summary>Cả năm (THCS, THPT).</summary>
    public Mark? WholeYear { get; init; }

    /// <summary>Đánh giá lại, nếu có (THCS, THPT).</summary>
    public Mark? Reassessed { get; init; }

    /// <summary>Cụm chuyên đề taken in this subject (THPT).</summary>
    public TopicGroup? TopicGroup { get; init; }

    /// <summary>Mức đạt được T/H/C (tiểu học).</summary>
    public PrimaryAttainment? Attainment { get; init; }

    /// <summary>Điểm kiểm tra định kì, 1 to 10 (tiểu học, subjects that have a written test).</summary>
    public int? PeriodicScore { get; init; }

    /// <summary>Nhận xét.</summary>
    public string? Remark { get; init; }

    /// <summary>Giáo viên dạy môn.</summary>
    public required Teacher Teacher { get; init; }
}
