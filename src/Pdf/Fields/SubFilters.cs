// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fields;

/// <summary>What stands in /Contents of a signature (ISO 32000-2 §12.8.3, table 260), as far as it is made or checked here.</summary>
internal static class SubFilters
{
    /// <summary>PAdES (EN 319 142-1 §5.3).</summary>
    public const string Cades = "ETSI.CAdES.detached";

    /// <summary>A CMS value of before PAdES.</summary>
    public const string Pkcs7 = "adbe.pkcs7.detached";

    /// <summary>A timestamp token: the signature is a document timestamp (EN 319 142-1 §5.4.3).</summary>
    public const string Timestamp = "ETSI.RFC3161";
}
