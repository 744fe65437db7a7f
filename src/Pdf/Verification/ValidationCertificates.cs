// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// The certificates of the document security store (/DSS /Certs, EN 319 142-1 §5.4.2.2). Anybody may add them: they serve as
/// intermediates of a path, and are never trusted.
/// </summary>
internal static class ValidationCertificates
{
    private const int MaxCertificates = 64;
    private const int MaxLength = 64 * 1024;
    private const long CostOfOne = 20_000;

    /// <summary>Those that can be read, at most 64; what can't be read is left out, for it proves nothing either way.</summary>
    /// <param name="objects">The document.</param>
    /// <param name="known">Certificates met so far.</param>
    /// <param name="budget">What reading may cost.</param>
    public static IReadOnlyList<X509Certificate2> Read(PdfObjects objects, CertificateStore known, WorkBudget budget)
    {
        var certificates = new List<X509Certificate2>();
        try
        {
            var store = objects.Find(objects.Catalog, "DSS"u8);
            var list = store.IsAbsent ? default : objects.Find(store, "Certs"u8);
            if (list.IsAbsent)
            {
                return certificates;
            }
            foreach (var item in list.Items())
            {
                if (certificates.Count == MaxCertificates)
                {
                    break;
                }
                budget.Charge(CostOfOne);
                if (item.IsReference && Load(objects, objects.Get(item.Reference), known) is { } certificate)
                {
                    certificates.Add(certificate);
                }
            }
        }
        catch (SigningException)
        {
            // The store is damaged: what was read of it stays good for what it is good for.
        }
        return certificates;
    }

    private static X509Certificate2? Load(PdfObjects objects, PdfIndirect found, CertificateStore known)
    {
        if (!found.IsStream || found.Data.Length > MaxLength)
        {
            return null;
        }
        var octets = objects.File.Decode(found, objects);
        try
        {
            return known.Get(octets).Certificate;
        }
        catch (Exception e) when (e is CryptographicException or VerificationFaultException)
        {
            return null;
        }
    }
}
