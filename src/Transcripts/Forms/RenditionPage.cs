// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>One page of a rendition.</summary>
/// <param name="Key">The form page's key, such as <c>subjects</c>.</param>
/// <param name="SchoolYear">The year that it belongs to; null for pages of the whole book.</param>
/// <param name="IsContinuation">True when it continues the page before it.</param>
public sealed record RenditionPage(string Key, string? SchoolYear, bool IsContinuation);
