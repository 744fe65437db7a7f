// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>Which dialect of signature to write; the names are those of the requests and of the configuration.</summary>
public static class SignatureProfile
{
    /// <summary>XAdES baseline, exclusive C14N: the default.</summary>
    public const string Xades = "xades";

    /// <summary>The tax authority's shape: inclusive C14N, references without transforms (compat).</summary>
    public const string XmldsigDscks = "xmldsig-dscks";

    /// <summary>PAdES baseline, <c>ETSI.CAdES.detached</c>: the default of PDF.</summary>
    public const string Pades = "pades";

    /// <summary>PDF as most systems sign it today: <c>adbe.pkcs7.detached</c> (compat).</summary>
    public const string Pkcs7 = "pkcs7";

    /// <summary>The profile when a request names none: that of the format.</summary>
    public const string Default = "";

    /// <summary>The profile that <see cref="Default"/> stands for.</summary>
    public static string DefaultOf(DocumentFormat format) => format == DocumentFormat.Pdf ? Pades : Xades;

    /// <summary>True for a profile of that format.</summary>
    public static bool IsOf(DocumentFormat format, string profile) =>
        format == DocumentFormat.Pdf ? profile is Pades or Pkcs7 : profile is Xades or XmldsigDscks;

    /// <summary>True for a profile that may use RSASSA-PKCS1-v1_5.</summary>
    public static bool IsCompat(string profile) => profile is XmldsigDscks or Pkcs7;

    /// <summary>True for a profile whose signatures have a place for a timestamp, so that level B-T can be asked for.</summary>
    public static bool HasTimestamp(string profile) => profile != XmldsigDscks;
}
