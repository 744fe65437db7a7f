// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>The teacher named in a block.</summary>
/// <param name="FullName">Họ và tên.</param>
/// <param name="PersonalId">Mã định danh: 12 digits; null when the school does not state it.</param>
public sealed record Teacher(string FullName, string? PersonalId = null);
