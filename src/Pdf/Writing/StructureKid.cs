// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>One entry of an element's /K: an element, marked content of a page, or an annotation.</summary>
internal struct StructureKid
{
    public StructureKid() { }

    /// <summary>The child; null for content and annotations.</summary>
    public StructureElement? Element { get; init; }

    /// <summary>The page of content or annotation.</summary>
    public PdfPage? Page { get; init; }

    /// <summary>The marked-content identifier, or the annotation's object number.</summary>
    public int Value { get; init; }

    public bool IsAnnotation { get; init; }

    /// <summary>The next kid of the same element; -1 at the end.</summary>
    public int Next { get; set; } = -1;
}
