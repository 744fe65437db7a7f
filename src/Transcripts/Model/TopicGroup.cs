// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// ChuyenDe: the group of study topics (cụm chuyên đề) that a pupil of THCS or THPT takes within a subject. It is in the subject's
/// block, because the subject's teacher answers for both.
/// </summary>
/// <param name="Name">Tên cụm chuyên đề.</param>
/// <param name="Term1">Học kì I.</param>
/// <param name="Term2">Học kì II.</param>
/// <param name="WholeYear">Cả năm.</param>
public sealed record TopicGroup(string Name, Mark? Term1 = null, Mark? Term2 = null, Mark? WholeYear = null);
