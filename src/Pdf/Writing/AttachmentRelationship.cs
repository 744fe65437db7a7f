// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>What an associated file is to the document (ISO 19005-3 §6.8).</summary>
public enum AttachmentRelationship
{
    /// <summary>The document was made from it.</summary>
    Source = 0,

    /// <summary>Data that the document shows, such as that of a table.</summary>
    Data,

    /// <summary>The same content in another form.</summary>
    Alternative,

    /// <summary>More than the document shows.</summary>
    Supplement,

    /// <summary>Anything else.</summary>
    Unspecified,
}
