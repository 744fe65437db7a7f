// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Makes the certificates of development and tests: no registration, no revocation, no audit, so nothing for real
/// records. Keys may be anywhere: a certificate needs its public key and its issuer's <see cref="X509SignatureGenerator"/>.
/// </summary>
public static class DevelopmentPki
{
    private const X509KeyUsageFlags Authority = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;
    private const X509KeyUsageFlags Signer = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>A self-signed root.</summary>
    /// <param name="name">Subject, RFC 4514.</param>
    /// <param name="key">The root's public key.</param>
    /// <param name="generator">Signs with the root's key.</param>
    /// <param name="validity">From and until, both within.</param>
    public static X509Certificate2 CreateRoot(
        string name,
        PublicKey key,
        X509SignatureGenerator generator,
        Validity validity
    )
    {
        var request = Request(new X500DistinguishedName(name), key);
        AddAuthority(request, pathLength: 1);
        request.CertificateExtensions.Add(AuthorityOf(new X509SubjectKeyIdentifierExtension(key, critical: false)));
        return request.Create(request.SubjectName, generator, validity.From, validity.Until, NewSerialNumber());
    }

    /// <summary>A certificate authority under a root; it may issue to signers only.</summary>
    public static X509Certificate2 CreateIssuingAuthority(
        string name,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    )
    {
        var request = Request(new X500DistinguishedName(name), key);
        AddAuthority(request, pathLength: 0);
        return issuer.Issue(request, validity);
    }

    /// <summary>A person's signing certificate.</summary>
    /// <param name="person">CN: the full name. OU: the department. O: the school; empty parts are left out.</param>
    /// <param name="key">The person's public key.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="validity">From and until, both within.</param>
    public static X509Certificate2 CreatePerson(
        PersonName person,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    ) => issuer.Issue(SignerRequest(person.ToDistinguishedName(), key), validity);

    /// <summary>An organisation's seal certificate.</summary>
    public static X509Certificate2 CreateSeal(
        string organisation,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    ) =>
        issuer.Issue(
            SignerRequest(new PersonName(organisation, "", organisation).ToDistinguishedName(), key),
            validity
        );

    /// <summary>A time-stamping authority's certificate: extended key usage critical and alone (RFC 3161 §2.3).</summary>
    public static X509Certificate2 CreateTimestampAuthority(
        string name,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    )
    {
        var request = Request(new X500DistinguishedName(name), key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(Oids.TimeStamping)], critical: true)
        );
        return issuer.Issue(request, validity);
    }

    /// <summary>A TLS server's certificate (serverAuth), by the names that clients call it by.</summary>
    /// <param name="name">Its subject, RFC 4514.</param>
    /// <param name="hosts">DNS names.</param>
    /// <param name="addresses">IP addresses.</param>
    /// <param name="key">The server's public key.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="validity">From and until, both within.</param>
    public static X509Certificate2 CreateTlsServer(
        string name,
        IReadOnlyList<string> hosts,
        IReadOnlyList<IPAddress> addresses,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    )
    {
        var request = TlsRequest(name, key, Oids.ServerAuthentication);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            names.AddDnsName(host);
        }
        foreach (var address in addresses)
        {
            names.AddIpAddress(address);
        }
        request.CertificateExtensions.Add(names.Build());
        return issuer.Issue(request, validity);
    }

    /// <summary>A TLS client's certificate (clientAuth).</summary>
    /// <param name="name">Its subject, RFC 4514.</param>
    /// <param name="uri">What it is called among clients, as a subject alternative name; null for none.</param>
    /// <param name="key">The client's public key.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="validity">From and until, both within.</param>
    public static X509Certificate2 CreateTlsClient(
        string name,
        Uri? uri,
        PublicKey key,
        CertificateIssuer issuer,
        Validity validity
    )
    {
        var request = TlsRequest(name, key, Oids.ClientAuthentication);
        if (uri is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddUri(uri);
            request.CertificateExtensions.Add(names.Build());
        }
        return issuer.Issue(request, validity);
    }

    /// <summary>A random positive serial number of 127 bits (RFC 5280 §4.1.2.2: at most 20 octets, unpredictable).</summary>
    internal static byte[] NewSerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);

        // Never negative, and never with a leading zero octet.
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    internal static X509AuthorityKeyIdentifierExtension AuthorityOf(X509SubjectKeyIdentifierExtension issuerKey) =>
        X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(issuerKey);

    private static CertificateRequest Request(X500DistinguishedName name, PublicKey key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return request;
    }

    private static CertificateRequest SignerRequest(X500DistinguishedName name, PublicKey key)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Signer, critical: true));
        return request;
    }

    private static CertificateRequest TlsRequest(string name, PublicKey key, string usage)
    {
        var request = Request(new X500DistinguishedName(name), key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return request;
    }

    private static void AddAuthority(CertificateRequest request, int pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(Authority, critical: true));
    }
}
