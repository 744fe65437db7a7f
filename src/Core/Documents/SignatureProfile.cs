// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Which dialect of signature to write; the names are those of the requests and of the configuration.</summary>
public static class SignatureProfile
{
    /// <summary>XAdES baseline, exclusive C14N: the default.</summary>
    public const string Xades = "xades";

    /// <summary>The tax authority's shape: inclusive C14N, references without transforms (compat).</summary>
    public const string XmldsigDscks = "xmldsig-dscks";

    /// <summary>The profile when a request names none.</summary>
    public const string Default = Xades;

    /// <summary>True for a profile that may use RSASSA-PKCS1-v1_5.</summary>
    public static bool IsCompat(string profile) => profile == XmldsigDscks;

    /// <summary>True for a profile whose signatures have a place for a timestamp, so that level B-T can be asked for.</summary>
    public static bool HasTimestamp(string profile) => profile != XmldsigDscks;
}
