// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>SuaChua: the corrections that the foot of a subject page states.</summary>
/// <param name="Places">In how many places.</param>
/// <param name="Subjects">Of which subjects and activities; null when none is named.</param>
public sealed record Corrections(int Places, string? Subjects = null);
