// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fields;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What a signature dictionary says of itself has to fit together, and to the catalog of the revision that was signed.</summary>
/// <param name="objects">The objects of that revision.</param>
/// <param name="field">The field of the signature.</param>
/// <param name="subFilter">/SubFilter.</param>
internal sealed class DictionaryRules(PdfObjects objects, FormField field, string subFilter)
{
    /// <summary>Holds the rules against the dictionary.</summary>
    /// <param name="signature">The signature dictionary.</param>
    /// <param name="certifies">It has a DocMDP transform.</param>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE: one is broken.</exception>
    public void Check(PdfValue signature, bool certifies)
    {
        CheckType(objects.Find(signature, "Type"u8));
        CheckCertification(certifies);
    }

    // ISO 32000-2 Table 255, EN 319 142-1 §5.4.3: DocTimeStamp has to be said, Sig need not.
    private void CheckType(PdfValue type)
    {
        var isTimestamp = type.IsName("DocTimeStamp"u8);
        Require(type.IsAbsent || isTimestamp || type.IsName("Sig"u8), "The /Type of the signature is not Sig.");
        if (isTimestamp != (subFilter == SubFilters.Timestamp))
        {
            throw VerificationFaultException.Format(
                isTimestamp
                    ? "The dictionary calls itself a document timestamp (DocTimeStamp), and its /SubFilter is another."
                    : "The /SubFilter is that of a document timestamp, and the /Type of the dictionary is not DocTimeStamp."
            );
        }
    }

    // §12.8.4: /Perms names the one signature that certifies.
    private void CheckCertification(bool certifies)
    {
        var catalog = objects.Catalog;
        var permissions = catalog.IsDictionary ? objects.Find(catalog, "Perms"u8) : default;
        var named = permissions.IsDictionary ? permissions.Find("DocMDP"u8) : default;
        if (named.IsAbsent)
        {
            return;
        }
        var isThis = named.IsReference && field.RawValue.IsReference && named.Reference == field.RawValue.Reference;
        Require(
            !certifies || isThis,
            "The signature certifies (DocMDP), and /Perms of the catalog names another signature."
        );
        Require(
            certifies || !isThis,
            "/Perms of the catalog says that the signature certifies, and it has no DocMDP transform."
        );
    }

    private static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw VerificationFaultException.Format(reason);
        }
    }
}
