// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Signing;

/// <summary>Where in a written signature the values go that come later: offsets into its markup.</summary>
internal sealed class SignatureLayout
{
    /// <summary>The room for the digest of the whole document; -1 when no Reference covers it.</summary>
    public int WholeDocumentDigest { get; set; } = -1;

    /// <summary>The room for the digest of the properties (SignedProperties, or the Object with SignatureProperties).</summary>
    public int PropertiesDigest { get; set; }

    /// <summary>The room for the signature value.</summary>
    public int SignatureValue { get; set; }

    /// <summary>The Id of the element with the properties.</summary>
    public required string PropertiesId { get; init; }
}
