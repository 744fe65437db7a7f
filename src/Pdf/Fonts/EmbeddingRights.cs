// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>What the maker of a font allows, from <c>OS/2.fsType</c>; of several bits the most generous counts.</summary>
public enum EmbeddingRights
{
    /// <summary>No restriction stated.</summary>
    Installable = 0,

    /// <summary>May be embedded in documents that are edited.</summary>
    Editable,

    /// <summary>May be embedded in documents that are shown and printed.</summary>
    PreviewAndPrint,

    /// <summary>May not be embedded.</summary>
    Restricted,
}
