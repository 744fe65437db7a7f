// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>A whole public key infrastructure, made when the test runs: root, issuing authority, time-stamping root.</summary>
public sealed class TestPki
{
    /// <summary>The life of everything that is made without another: 2020 to 2040.</summary>
    public static Validity Life { get; } =
        new(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );

    public TestPki(Func<TestKey>? newKey = null)
    {
        NewKey = newKey ?? TestKey.Ec;
        Root = NewRoot("CN=Test Root CA, O=Test, C=VN");
        Issuing = NewAuthority("CN=Test Issuing CA, O=Test, C=VN");
        TimestampRoot = NewRoot("CN=Test TSA Root, O=Test, C=VN");
    }

    /// <summary>Makes a key for each certificate.</summary>
    public Func<TestKey> NewKey { get; }

    public CertificateIssuer Root { get; }

    public CertificateIssuer Issuing { get; }

    public CertificateIssuer TimestampRoot { get; }

    /// <summary>Trust in both roots, each for its own.</summary>
    public TrustAnchors Anchors => new([Root.Certificate], [TimestampRoot.Certificate]);

    /// <summary>A person's certificate for a key that may be held elsewhere.</summary>
    public X509Certificate2 Person(string name, PublicKey key, Validity? validity = null) =>
        DevelopmentPki.CreatePerson(new PersonName(name, "Tổ Toán", "THCS Nguyễn Huệ"), key, Issuing, validity ?? Life);

    /// <summary>A seal certificate for a key that may be held elsewhere.</summary>
    public X509Certificate2 Seal(string organisation, PublicKey key, Validity? validity = null) =>
        DevelopmentPki.CreateSeal(organisation, key, Issuing, validity ?? Life);

    /// <summary>A TSA certificate for a key that may be held elsewhere.</summary>
    public X509Certificate2 Tsa(PublicKey key, Validity? validity = null) =>
        DevelopmentPki.CreateTimestampAuthority("CN=Test TSA, O=Test, C=VN", key, TimestampRoot, validity ?? Life);

    /// <summary>A certificate and what issues below it.</summary>
    public CertificateIssuer NewRoot(string name, Validity? validity = null)
    {
        var key = NewKey();
        return new CertificateIssuer(
            DevelopmentPki.CreateRoot(name, key.PublicKey, key.Generator, validity ?? Life),
            key.Generator
        );
    }

    /// <summary>An issuing authority below the root.</summary>
    public CertificateIssuer NewAuthority(string name, Validity? validity = null)
    {
        var key = NewKey();
        return new CertificateIssuer(
            DevelopmentPki.CreateIssuingAuthority(name, key.PublicKey, Root, validity ?? Life),
            key.Generator
        );
    }
}
