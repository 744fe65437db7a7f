// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Parts of a certificate's subject (RFC 5280 §4.1.2.6, X.520).</summary>
internal static class SubjectNames
{
    /// <summary>CN; null when there is none.</summary>
    public static string? CommonName(X500DistinguishedName name) => Find(name, "2.5.4.3");

    /// <summary>O; null when there is none.</summary>
    public static string? Organisation(X500DistinguishedName name) => Find(name, "2.5.4.10");

    private static string? Find(X500DistinguishedName name, string type)
    {
        foreach (var part in name.EnumerateRelativeDistinguishedNames())
        {
            if (!part.HasMultipleElements && part.GetSingleElementType().Value == type)
            {
                return Value(part);
            }
        }
        return null;
    }

    private static string? Value(X500RelativeDistinguishedName part)
    {
        try
        {
            return part.GetSingleElementValue();
        }
        catch (CryptographicException)
        {
            // A type of string that the platform does not read.
            return null;
        }
    }
}
