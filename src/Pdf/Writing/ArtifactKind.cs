// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Why content is no part of the document's text (ISO 32000-1 §14.8.2.2).</summary>
public enum ArtifactKind
{
    /// <summary>Rules, borders, shades.</summary>
    Layout = 0,

    /// <summary>Page numbers, running headers and footers, watermarks.</summary>
    Pagination,
}
