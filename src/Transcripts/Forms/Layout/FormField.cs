// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>A label and what is written behind it on a dotted line.</summary>
/// <param name="Label">Such as <c>Họ và tên:</c>.</param>
/// <param name="Value">Null or empty leaves the dots.</param>
/// <param name="Share">Part of the width, when several fields share a line.</param>
internal readonly record struct FormField(string Label, string? Value, double Share = 1);
