// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>The standard structure types that we use (ISO 32000-1 §14.8.4); each has its name there.</summary>
public enum StructureType
{
    /// <summary>The whole document: the root, which is there once.</summary>
    Document = 0,

    /// <summary>A part with a heading of its own.</summary>
    Sect,

    /// <summary>A group without meaning of its own.</summary>
    Div,

    /// <summary>A heading of the first level.</summary>
    H1,

    /// <summary>A heading of the second level.</summary>
    H2,

    /// <summary>A heading of the third level.</summary>
    H3,

    /// <summary>A paragraph, or a line of a form.</summary>
    P,

    /// <summary>A part of a paragraph.</summary>
    Span,

    /// <summary>A table; holds rows.</summary>
    Table,

    /// <summary>A row; holds cells.</summary>
    TR,

    /// <summary>A header cell: <see cref="StructureElement.AddHeader"/>.</summary>
    TH,

    /// <summary>A cell: <see cref="StructureElement.AddCell"/>.</summary>
    TD,

    /// <summary>A picture: <see cref="StructureElement.AddFigure"/>.</summary>
    Figure,

    /// <summary>Text that describes a table or picture.</summary>
    Caption,

    /// <summary>A hyperlink.</summary>
    Link,

    /// <summary>A form field.</summary>
    Form,
}
