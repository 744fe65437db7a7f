// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Đánh giá kết quả giáo dục at tiểu học (TT 27/2020).</summary>
public enum PrimaryOutcome
{
    /// <summary>Hoàn thành xuất sắc: <c>HTXS</c>.</summary>
    Excellent = 1,

    /// <summary>Hoàn thành tốt: <c>HTT</c>.</summary>
    Good = 2,

    /// <summary>Hoàn thành: <c>HT</c>.</summary>
    Completed = 3,

    /// <summary>Chưa hoàn thành: <c>CHT</c>.</summary>
    NotCompleted = 4,
}
