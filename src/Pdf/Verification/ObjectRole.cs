// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What an object is for, when everyone who refers to it uses it for that alone.</summary>
internal enum ObjectRole
{
    Unknown,

    /// <summary>The DSS, or a part of it.</summary>
    ValidationData,

    /// <summary>/Extensions of the catalog.</summary>
    Extensions,

    /// <summary>The document information dictionary, or the metadata of the document.</summary>
    Information,

    /// <summary>/Fields of the form.</summary>
    Fields,

    /// <summary>/DR of the form.</summary>
    FormResources,

    /// <summary>/Annots of pages.</summary>
    Annotations,

    /// <summary>The value or the appearance of form fields.</summary>
    FieldPart,
}
