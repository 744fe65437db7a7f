// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A KetQuaMonHoc of a document.</summary>
/// <param name="Element">Its number in the tree.</param>
/// <param name="Code">Its subject.</param>
internal readonly record struct SubjectBlock(int Element, string Code);
