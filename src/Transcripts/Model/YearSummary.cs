// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>TongKet: what the homeroom teacher concludes for the year.</summary>
public sealed record YearSummary
{
    /// <summary>The part of THCS and THPT; null at tiểu học.</summary>
    public SecondarySummary? Secondary { get; init; }

    /// <summary>The part of tiểu học; null at THCS and THPT.</summary>
    public PrimarySummary? Primary { get; init; }

    /// <summary>Lên lớp.</summary>
    public required Promotion Promotion { get; init; }

    /// <summary>Hoàn thành chương trình cấp học (last class of a level); null when it doesn't apply.</summary>
    public bool? LevelCompleted { get; init; }

    /// <summary>Chứng chỉ (if any).</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Kết quả các cuộc thi (if any).</summary>
    public IReadOnlyList<string> Competitions { get; init; } = [];

    /// <summary>Khen thưởng.</summary>
    public IReadOnlyList<string> Awards { get; init; } = [];

    /// <summary>Nhận xét của giáo viên chủ nhiệm.</summary>
    public required string Remark { get; init; }

    /// <summary>"Trong trang này có sửa chữa ở … chỗ": for digitised paper records.</summary>
    public Corrections? Corrections { get; init; }

    /// <summary>Giáo viên chủ nhiệm.</summary>
    public required Teacher HomeroomTeacher { get; init; }
}
