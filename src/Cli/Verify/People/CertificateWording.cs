// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>What a signature's certificate says and how it stood at the time of signing, in the words of a language.</summary>
internal sealed class CertificateWording(ReportWording wording)
{
    private const string CommonName = "CN";
    private const string Organization = "O";
    private const string OrganizationalUnit = "OU";

    private readonly ReportTexts _texts = wording.Texts;

    /// <summary>The signer: the common name, else the whole name.</summary>
    public string Signer(SignatureReport signature) => ShortName(signature.Signer);

    /// <summary>The issuer of the signer's certificate: the common name, else the whole name.</summary>
    public string Issuer(SignatureReport signature) => ShortName(signature.Issuer);

    /// <summary>Organisation and unit of the subject, or that there is neither.</summary>
    public string ManagingUnit(SignatureReport signature)
    {
        if (signature.Signer is not { } name)
        {
            return _texts.NoCertificate;
        }
        var parts = NameParts.Parse(name);
        string?[] units = [parts.Values(Organization), parts.Values(OrganizationalUnit)];
        var shown = string.Join(" – ", units.Where(static u => u is not null));
        return shown.Length == 0 ? _texts.NoManagingUnit : VisibleText.Of(shown);
    }

    /// <summary>A name with all its parts.</summary>
    public string WholeName(string? name) => name is null ? _texts.NoCertificate : VisibleText.Of(name);

    /// <summary>notBefore and notAfter.</summary>
    public string Period(SignatureReport signature) =>
        signature is { CertificateNotBefore: { } from, CertificateNotAfter: { } to }
            ? ReportWording.Fill(_texts.Period, wording.TimeOf(from), wording.TimeOf(to))
            : _texts.NoCertificate;

    /// <summary>Whether the time of signing, the timestamp's before the claimed one, lies in the certificate's period.</summary>
    public string AtSigning(SignatureReport signature)
    {
        if (
            (signature.Timestamp?.Time ?? signature.SigningTime) is not { } time
            || signature is not { CertificateNotBefore: { } from, CertificateNotAfter: { } to }
        )
        {
            return _texts.UnknownAtSigning;
        }
        return time < from ? _texts.BeforePeriod
            : time > to ? _texts.AfterPeriod
            : signature.Timestamp is null ? _texts.WithinPeriodByClaim
            : _texts.WithinPeriodByTimestamp;
    }

    /// <summary>What is known of a revocation: a verification with anchors alone knows nothing.</summary>
    public string Revocation(SignatureReport signature) =>
        signature.SubIndication switch
        {
            SubIndication.Revoked or SubIndication.RevokedNoPoe => _texts.RevocationRevoked,
            SubIndication.TryLater => _texts.RevocationUnknown,
            _ => _texts.RevocationNotChecked,
        };

    private string ShortName(string? name) =>
        name is null ? _texts.NoCertificate : VisibleText.Of(NameParts.Parse(name).Values(CommonName) ?? name);
}
