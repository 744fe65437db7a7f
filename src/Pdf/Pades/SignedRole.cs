// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.Pdf.Verification;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>Which role signed in a field: by the field's name, or, in a field of another name, by what the signer claims.</summary>
internal static class SignedRole
{
    /// <summary>The role; null when neither tells one of ours. A value that cannot be read claims nothing.</summary>
    public static RoleClaim? Of(PdfObjects objects, SignatureField field)
    {
        if (FieldNames.RoleOf(field.Name) is { } named)
        {
            return named;
        }
        try
        {
            return Claimed(objects.Find(field.Value, "Contents"u8));
        }
        catch (Exception e)
            when (e
                    is VerificationFaultException
                        or PkiFormatException
                        or AsnContentException
                        or CryptographicException
                        or OverflowException
                        or SigningException
            )
        {
            return null;
        }
    }

    private static RoleClaim? Claimed(PdfValue contents)
    {
        if (!contents.IsString)
        {
            return null;
        }
        return RoleClaim.OfClaimedRole(
            SignerAttributes.ClaimedRoleOf(CmsContents.Read(PdfStrings.Octets(contents)).Signer)
        );
    }
}
