// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Canonicalization;

/// <summary>How a document, or a part of it, becomes the octets that are digested.</summary>
internal enum CanonicalizationMethod
{
    /// <summary>Canonical XML 1.0.</summary>
    Inclusive10,

    /// <summary>Canonical XML 1.0 with comments.</summary>
    Inclusive10WithComments,

    /// <summary>Canonical XML 1.1.</summary>
    Inclusive11,

    /// <summary>Canonical XML 1.1 with comments.</summary>
    Inclusive11WithComments,

    /// <summary>Exclusive XML Canonicalization 1.0.</summary>
    Exclusive,

    /// <summary>Exclusive XML Canonicalization 1.0 with comments.</summary>
    ExclusiveWithComments,
}
