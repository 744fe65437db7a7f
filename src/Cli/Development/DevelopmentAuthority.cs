// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Keys in the token and certificates in the folder; what is there, fits its key and lives long enough stays as it is.
/// </summary>
internal sealed class DevelopmentAuthority(DevelopmentFolder folder, TokenKeys keys, TimeProvider time)
{
    private const int AuthorityYears = 10;
    private const int SignerYears = 2;

    // Renewed early enough that no certificate ends within a season of signing.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(120);

    /// <summary>How long signers' certificates live.</summary>
    public Validity SignerLife => Life(SignerYears);

    /// <summary>A root, self-signed.</summary>
    public CertificateIssuer Root(string id, string name)
    {
        var key = KeyOf(id, KeyKind.EcP256);
        var generator = GeneratorOf(key);
        var certificate = Keep(
            id,
            key,
            [],
            issuer: null,
            k => DevelopmentPki.CreateRoot(name, k, generator, Life(AuthorityYears))
        );
        return new CertificateIssuer(certificate, generator);
    }

    /// <summary>An authority below a root, and its key's URI.</summary>
    /// <param name="id">The key's label and the certificate's file name.</param>
    /// <param name="name">Its subject.</param>
    /// <param name="root">Who issues it.</param>
    /// <param name="status">Where the status of what it issues is told: put into its certificates.</param>
    public (CertificateIssuer Issuer, string KeyUri) Issuing(
        string id,
        string name,
        CertificateIssuer root,
        StatusPointers status
    )
    {
        var key = KeyOf(id, KeyKind.EcP256);
        var certificate = Keep(
            id,
            key,
            [],
            root,
            k => DevelopmentPki.CreateIssuingAuthority(name, k, root, Life(AuthorityYears))
        );
        return (new CertificateIssuer(certificate, GeneratorOf(key)) { Status = status }, key.Uri.ToString());
    }

    /// <summary>The key URI of a time-stamping authority; its certificate lies in the folder.</summary>
    public string TimestampAuthority(string id, string name, CertificateIssuer root)
    {
        var key = KeyOf(id, KeyKind.EcP256);
        Keep(id, key, [], root, k => DevelopmentPki.CreateTimestampAuthority(name, k, root, Life(SignerYears)));
        return key.Uri.ToString();
    }

    /// <summary>The key URI of what seals checkpoints of the journal; its certificate lies in the folder.</summary>
    public string JournalSeal(string id, string name, CertificateIssuer root)
    {
        var key = KeyOf(id, KeyKind.EcP256);
        Keep(id, key, [], root, k => DevelopmentPki.CreateSeal(name, k, root, Life(SignerYears)));
        return key.Uri.ToString();
    }

    /// <summary>The key URI of a signer; its certificate and the issuing authority's lie in the folder.</summary>
    public string Signer(DevelopmentIdentity identity, string school, CertificateIssuer issuing)
    {
        var key = KeyOf(identity.Id, identity.Key);
        Keep(identity.Id, key, [issuing.Certificate], issuing, k => Issue(identity, school, k, issuing));
        return key.Uri.ToString();
    }

    private X509Certificate2 Issue(
        DevelopmentIdentity identity,
        string school,
        PublicKey key,
        CertificateIssuer issuing
    ) =>
        identity.Kind == IdentityKind.Organisation
            ? DevelopmentPki.CreateSeal(identity.Name, key, issuing, Life(SignerYears))
            : DevelopmentPki.CreatePerson(
                new PersonName(identity.Name, identity.Unit, school),
                key,
                issuing,
                Life(SignerYears)
            );

    private TokenKeyInfo KeyOf(string label, KeyKind kind) =>
        keys.Find(new Pkcs11Uri { Object = label, Type = Pkcs11ObjectType.Private }) ?? keys.Generate(kind, label);

    private TokenSignatureGenerator GeneratorOf(TokenKeyInfo key) =>
        TokenSignatureGenerator.Over(keys, key.Uri, SignatureScheme.Ecdsa);

    private X509Certificate2 Keep(
        string id,
        TokenKeyInfo key,
        IReadOnlyList<X509Certificate2> issuers,
        CertificateIssuer? issuer,
        Func<PublicKey, X509Certificate2> create
    )
    {
        var publicKey = keys.ReadSubjectPublicKeyInfo(key.Uri);
        var file = folder.CertificateOf(id);
        if (File.Exists(file) && PemCertificates.Read([file])[0] is var present && IsGood(present, publicKey, issuer))
        {
            return present;
        }
        var certificate = create(PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _));
        X509Certificate2[] chain = [certificate, .. issuers];
        AtomicFile.WriteIfChanged(file, string.Join('\n', chain.Select(static c => c.ExportCertificatePem())) + "\n");
        return certificate;
    }

    /// <summary>True when a certificate is of that key and issuer, and lives long enough.</summary>
    public bool IsGood(X509Certificate2 certificate, byte[] publicKey, CertificateIssuer? issuer)
    {
        var now = time.GetUtcNow();
        var ski = issuer?.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First();
        var aki = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault();
        return certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey)
            && certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime
            && certificate.NotAfter.ToUniversalTime() > (now + RenewBefore).UtcDateTime
            && (
                ski is null
                || aki?.KeyIdentifier is { } authority
                    && authority.Span.SequenceEqual(ski.SubjectKeyIdentifierBytes.Span)
            )
            && HasStatusOf(issuer, certificate);
    }

    // Certificates of a folder that is older than the responder are issued again.
    private static bool HasStatusOf(CertificateIssuer? issuer, X509Certificate2 certificate)
    {
        var pointers = StatusPointers.Of(certificate.RawDataMemory);
        return issuer is null
            || (pointers.Ocsp.SequenceEqual(issuer.Status.Ocsp) && pointers.Crl.SequenceEqual(issuer.Status.Crl));
    }

    // From yesterday on: clocks differ.
    private Validity Life(int years)
    {
        var now = time.GetUtcNow();
        var from = new DateTimeOffset(now.Year, now.Month, now.Day, 0, 0, 0, TimeSpan.Zero).AddDays(-1);
        return new Validity(from, from.AddYears(years));
    }
}
