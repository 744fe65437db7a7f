// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a certificate has to be before its key is used (decree 23/2025: the signer checks it first).</summary>
public static class SigningCertificateRules
{
    /// <summary>Valid now and for the days that have to be left, and meant for signing.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.CertificateNotUsable"/>.</exception>
    public static void RequireUsable(SigningIdentity identity, DateTimeOffset now, string field)
    {
        var facts = identity.Facts;
        var defect =
            now < facts.NotBefore ? "is not valid yet"
            : now > facts.NotAfter ? "is expired"
            : now > identity.SignsUntil ? $"is valid for less than {identity.MinRemainingDays} days"
            : !facts.IsMeantForSigning ? "is not meant for signing"
            : null;
        if (defect is not null)
        {
            throw new SigningException(
                SigningErrorKind.CertificateNotUsable,
                $"The certificate of the identity '{identity.Id}' {defect}.",
                field
            );
        }
    }
}
