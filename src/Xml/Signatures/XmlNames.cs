// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Xml.Signatures;

/// <summary>Namespace names and identifiers of XML-DSig (RFC 3275, xmldsig-core1) and XAdES (EN 319 132-1).</summary>
internal static class XmlNames
{
    /// <summary>XML-DSig.</summary>
    public const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>XAdES v1.3.2, the namespace of the baseline.</summary>
    public const string Xades = "http://uri.etsi.org/01903/v1.3.2#";

    /// <summary>XAdES v1.4.1: SignaturePolicyStore, TimeStampValidationData, ….</summary>
    public const string Xades141 = "http://uri.etsi.org/01903/v1.4.1#";

    /// <summary>The Type of the Reference to SignedProperties (EN 319 132-1 §4.4.2).</summary>
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";

    /// <summary>The enveloped-signature transform (xmldsig-core1 §6.6.4).</summary>
    public const string EnvelopedSignature = Dsig + "enveloped-signature";

    /// <summary>The namespace of our signature properties in the profile <c>xmldsig-dscks</c>.</summary>
    public const string SignatureProperties = "urn:hocbaso:signature-properties:1";

    /// <inheritdoc cref="Dsig" />
    public static ReadOnlySpan<byte> DsigUtf8 => "http://www.w3.org/2000/09/xmldsig#"u8;

    /// <inheritdoc cref="Xades" />
    public static ReadOnlySpan<byte> XadesUtf8 => "http://uri.etsi.org/01903/v1.3.2#"u8;

    /// <summary><see cref="Xades141"/> as UTF-8.</summary>
    public static ReadOnlySpan<byte> Xades141Utf8 => "http://uri.etsi.org/01903/v1.4.1#"u8;

    /// <summary>What XML-DSig 1.1 added, as UTF-8.</summary>
    public static ReadOnlySpan<byte> Dsig11Utf8 => "http://www.w3.org/2009/xmldsig11#"u8;

    /// <summary>What RFC 9231 added, as UTF-8.</summary>
    public static ReadOnlySpan<byte> DsigMoreUtf8 => "http://www.w3.org/2001/04/xmldsig-more#"u8;

    /// <inheritdoc cref="SignatureProperties" />
    public static ReadOnlySpan<byte> SignaturePropertiesUtf8 => "urn:hocbaso:signature-properties:1"u8;
}
