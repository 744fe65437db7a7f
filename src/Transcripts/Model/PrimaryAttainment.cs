// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Mức đạt được of a subject at tiểu học (TT 27/2020).</summary>
public enum PrimaryAttainment
{
    /// <summary>Hoàn thành tốt: <c>T</c>.</summary>
    Good = 1,

    /// <summary>Hoàn thành: <c>H</c>.</summary>
    Completed = 2,

    /// <summary>Chưa hoàn thành: <c>C</c>.</summary>
    NotCompleted = 3,
}
