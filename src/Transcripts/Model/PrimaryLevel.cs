// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Mức of a quality or competence at tiểu học (TT 27/2020).</summary>
public enum PrimaryLevel
{
    /// <summary>Tốt: <c>T</c>.</summary>
    Good = 1,

    /// <summary>Đạt: <c>Đ</c>.</summary>
    Passed = 2,

    /// <summary>Cần cố gắng: <c>C</c>.</summary>
    NeedsEffort = 3,
}
