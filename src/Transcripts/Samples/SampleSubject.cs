// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A subject of the sample school.</summary>
/// <param name="Code">As in <c>GVBM:TOAN</c>.</param>
/// <param name="Name">As on the form.</param>
/// <param name="Kind">Compulsory or elective.</param>
/// <param name="HasScore">False when it is assessed by remarks only.</param>
public sealed record SampleSubject(string Code, string Name, SubjectKind Kind, bool HasScore);
