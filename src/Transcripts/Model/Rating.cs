// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Mức đánh giá of THCS and THPT (TT 22/2021).</summary>
public enum Rating
{
    /// <summary>Tốt: <c>T</c>.</summary>
    Good = 1,

    /// <summary>Khá: <c>K</c>.</summary>
    Fair = 2,

    /// <summary>Đạt: <c>Đ</c>.</summary>
    Passed = 3,

    /// <summary>Chưa đạt: <c>CĐ</c>.</summary>
    NotPassed = 4,
}
