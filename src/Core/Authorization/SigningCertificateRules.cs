// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a certificate has to be before its key is used (decree 23/2025: the signer checks it first).</summary>
public static class SigningCertificateRules
{
    /// <summary>Valid now and for the days that have to be left, as its issuers are, and meant for signing.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>.</exception>
    public static void RequireUsable(SigningIdentity identity, DateTimeOffset now, string field)
    {
        if (now >= identity.Validity.NotBefore && now <= identity.SignsUntil && identity.Facts.IsMeantForSigning)
        {
            return;
        }
        var certificate = $"certificate of the identity '{identity.Id}'";
        throw new SigningException(
            SigningErrorKind.CertificateNotUsable,
            identity.Validity.DefectAt(now, identity.MinRemainingDays, certificate)
                ?? $"The {certificate} is not meant for signing.",
            field
        );
    }
}
