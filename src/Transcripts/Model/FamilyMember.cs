// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>Father, mother or guardian, as on the personal page.</summary>
/// <param name="FullName">Họ và tên.</param>
/// <param name="Occupation">Nghề nghiệp; the lower-secondary and upper-secondary forms show it.</param>
public sealed record FamilyMember(string FullName, string? Occupation = null);
