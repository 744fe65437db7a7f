// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>Makes certification requests (PKCS#10, RFC 2986) for keys that may be held in an HSM.</summary>
public static class CertificateRequests
{
    private const int LargeCurve = 384;
    private const X509KeyUsageFlags Usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>
    /// The digest of a request's signature: SHA-384 for P-384, else SHA-256. RSA keys sign requests with PKCS #1 v1.5, because
    /// many authorities read no other; a request's signature proves possession of the key and nothing else.
    /// </summary>
    public static HashAlgorithmName DigestFor(PublicKey key)
    {
        using var platform = PlatformKeys.Of(key);
        return platform is ECDsa { KeySize: LargeCurve } ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
    }

    /// <summary>Makes a request.</summary>
    /// <param name="content">Who and what is asked for; checked by <see cref="CertificateRequestRules"/>.</param>
    /// <param name="generator">The key: tells its public part and signs.</param>
    /// <returns>CertificationRequest, DER.</returns>
    /// <exception cref="PkiFormatException">The content breaks a rule: the first one.</exception>
    public static byte[] Create(CertificateRequestContent content, X509SignatureGenerator generator)
    {
        if (CertificateRequestRules.Check(content) is [var defect, ..])
        {
            throw new PkiFormatException($"The content of the request breaks a rule: {defect}.");
        }

        var key = generator.PublicKey;
        var request = new CertificateRequest(NameOf(content.Subject), key, DigestFor(key));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Usage, critical: true));
        if (AlternativeNamesOf(content) is { } names)
        {
            request.CertificateExtensions.Add(names);
        }

        if (content.ChallengePassword is { } password)
        {
            request.OtherRequestAttributes.Add(new AsnEncodedData(Oids.ChallengePassword, DirectoryString(password)));
        }

        return request.CreateSigningRequest(generator);
    }

    /// <summary>The subject as it will stand in the request; the builder writes what was added last first.</summary>
    private static X500DistinguishedName NameOf(RequestedSubject subject)
    {
        var builder = new X500DistinguishedNameBuilder();
        Add(subject.EmailAddress, value => builder.AddEmailAddress(value));
        Add(subject.UserId, value => builder.Add(Oids.UserId, value, UniversalTagNumber.UTF8String));
        Add(subject.SerialNumber, value => builder.Add(Oids.SerialNumber, value, UniversalTagNumber.PrintableString));
        Add(subject.CommonName, value => builder.AddCommonName(value));
        Add(subject.Title, value => builder.Add(Oids.Title, value, UniversalTagNumber.UTF8String));
        foreach (var unit in subject.OrganizationalUnits.Reverse())
        {
            builder.AddOrganizationalUnitName(unit);
        }

        Add(subject.Organization, value => builder.AddOrganizationName(value));
        Add(subject.Locality, value => builder.AddLocalityName(value));
        Add(subject.StateOrProvince, value => builder.AddStateOrProvinceName(value));
        Add(subject.Country, value => builder.AddCountryOrRegion(value));
        return builder.Build();
    }

    private static X509Extension? AlternativeNamesOf(CertificateRequestContent content)
    {
        if (content.DnsNames.Count + content.EmailAddresses.Count + content.Uris.Count == 0)
        {
            return null;
        }

        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in content.DnsNames)
        {
            builder.AddDnsName(name);
        }

        foreach (var mail in content.EmailAddresses)
        {
            builder.AddEmailAddress(mail);
        }

        foreach (var uri in content.Uris)
        {
            builder.AddUri(new Uri(uri, UriKind.Absolute));
        }

        return builder.Build();
    }

    // RFC 2985 §5.4.1: PrintableString where it suffices, else UTF8String.
    private static byte[] DirectoryString(string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(
            RequestText.IsPrintable(text) ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String,
            text
        );
        return writer.Encode();
    }

    private static void Add(string? value, Action<string> add)
    {
        if (!string.IsNullOrEmpty(value))
        {
            add(value);
        }
    }
}
