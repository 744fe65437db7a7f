// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What was done in a revision behind a signature.</summary>
internal enum ChangeKind
{
    /// <summary>Validation data (DSS, VRI).</summary>
    LtvData,

    /// <summary>A document timestamp.</summary>
    DocumentTimestamp,

    /// <summary>A further signature, in a field of its own or in one that waited for it.</summary>
    FurtherSignature,

    /// <summary>A field for a signature that is still to come.</summary>
    SignatureField,

    /// <summary>A value in a form field, with its appearance.</summary>
    FormFill,

    /// <summary>/Extensions or /Version of the catalog.</summary>
    DeveloperExtension,

    /// <summary>The document information dictionary or the metadata stream.</summary>
    DocumentInformation,

    /// <summary>An annotation that is no form field.</summary>
    Annotation,

    /// <summary>Pages, and what they draw with.</summary>
    PageContent,

    /// <summary>Anything else.</summary>
    Other,
}
