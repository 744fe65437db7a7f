// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Names, policies and revocation over chains that are made here; NIST's own are in the corpus.</summary>
public sealed class PathConstraintTests
{
    private const string Gold = "2.999.10.1";
    private const string Silver = "2.999.10.2";
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly TestPki Pki = new();

    [Theory]
    [InlineData("truong.edu.vn", SubIndication.None)]
    [InlineData("a.truong.edu.vn", SubIndication.None)]
    [InlineData("khac.edu.vn", SubIndication.ChainConstraintsFailure)]
    public void Validate_WhenIssuerIsBoundToNames_RefusesOthers(string name, SubIndication expected)
    {
        var issuer = NewIssuer(r => r.CertificateExtensions.Add(PermittedDns("truong.edu.vn")));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);

        var leaf = NewLeaf(issuer, r => r.CertificateExtensions.Add(names.Build()));

        Assert.Equal(expected, Validate(issuer, leaf).SubIndication);
    }

    [Theory]
    [InlineData(Gold, Gold, SubIndication.None)]
    [InlineData(Gold, Silver, SubIndication.ChainConstraintsFailure)]
    [InlineData(Oids.AnyPolicy, Gold, SubIndication.None)]
    [InlineData(Silver, Silver, SubIndication.ChainConstraintsFailure)]
    public void Validate_WhenPolicyIsAskedFor_WantsItAlongThePath(
        string ofIssuer,
        string ofLeaf,
        SubIndication expected
    )
    {
        var issuer = NewIssuer(r => r.CertificateExtensions.Add(Policies(ofIssuer)));
        var leaf = NewLeaf(issuer, r => r.CertificateExtensions.Add(Policies(ofLeaf)));
        var options = new CertificatePolicyOptions { InitialPolicies = [Gold], RequireExplicitPolicy = true };

        Assert.Equal(expected, Validate(issuer, leaf, options).SubIndication);
        Assert.True(Validate(issuer, leaf).Passed);
    }

    [Fact]
    public void Validate_WhenCertificateNamesTooManyPolicies_BreaksConstraints()
    {
        var many = Policies([.. Enumerable.Range(0, 101).Select(i => $"2.999.{i}")]);
        var issuer = NewIssuer(r => r.CertificateExtensions.Add(many));
        var leaf = NewLeaf(issuer, r => r.CertificateExtensions.Add(many));

        Assert.Equal(SubIndication.ChainConstraintsFailure, Validate(issuer, leaf).SubIndication);
    }

    [Fact]
    public void ValidateWithCrls_WhenCertificateIsRevoked_SaysSoFromThatTimeOn()
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });
        var crls = new[] { Crl(Pki.Root), Crl(Pki.Issuing, leaf) };

        Assert.Equal(SubIndication.Revoked, ValidateWith(leaf, crls, Now).SubIndication);
        Assert.Equal(SubIndication.None, ValidateWith(leaf, crls, Now.AddDays(-11)).SubIndication);
    }

    [Fact]
    public void ValidateWithCrls_WhenAllAreThereAndEmpty_Passes() =>
        Assert.True(ValidateWith(NewLeaf(Pki.Issuing, _ => { }), [Crl(Pki.Root), Crl(Pki.Issuing)], Now).Passed);

    [Fact]
    public void ValidateWithCrls_WhenIssuerIsRevoked_SaysSo()
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });

        var result = ValidateWith(leaf, [Crl(Pki.Root, Pki.Issuing.Certificate), Crl(Pki.Issuing)], Now);

        Assert.Equal(SubIndication.Revoked, result.SubIndication);
    }

    [Fact]
    public void ValidateWithCrls_WhenOneIsMissingStaleForgedOrBroken_IsNeverGood()
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });
        var (root, own) = (Crl(Pki.Root), Crl(Pki.Issuing));
        var broken = own.ToArray();
        broken[^1] ^= 1;

        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [], Now).SubIndication);
        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [root], Now).SubIndication);
        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [own], Now).SubIndication);
        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [root, broken], Now).SubIndication);
        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [root, Crl(new TestPki().Issuing)], Now).SubIndication);
        Assert.Equal(SubIndication.TryLater, ValidateWith(leaf, [root, own], Now.AddDays(60)).SubIndication);
    }

    [Fact]
    public void ValidateWithCrls_WhenCrlIsMutated_NeverThrowsAndNeverHidesARevocation()
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });
        var (root, own) = (Crl(Pki.Root), Crl(Pki.Issuing, leaf));
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var mutated = TokenFuzzTests.Mutate(own, random);
            Assert.False(ValidateWith(leaf, [root, mutated], Now).Passed);
        }
    }

    private static byte[] Crl(CertificateIssuer issuer, params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
        {
            builder.AddEntry(certificate, Now.AddDays(-10), X509RevocationReason.KeyCompromise);
        }

        var ski = issuer.Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First();
        return builder.Build(
            issuer.Certificate.SubjectName,
            issuer.Generator,
            7,
            Now.AddDays(30),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(ski),
            Now.AddDays(-5)
        );
    }

    private static CertificateIssuer NewIssuer(Action<CertificateRequest> change)
    {
        var key = TestKey.Ec();
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=I"),
            key.PublicKey,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        change(request);
        return new CertificateIssuer(Pki.Root.Issue(request, TestPki.Life), key.Generator);
    }

    private static X509Certificate2 NewLeaf(CertificateIssuer issuer, Action<CertificateRequest> change)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=L"),
            TestKey.Ec().PublicKey,
            HashAlgorithmName.SHA256
        );
        change(request);
        return issuer.Issue(request, TestPki.Life);
    }

    private static X509Extension Policies(params string[] oids)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var oid in oids)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(oid);
                }
            }
        }

        return new X509Extension(Oids.CertificatePolicies, writer.Encode(), critical: false);
    }

    private static X509Extension PermittedDns(string domain)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        return new X509Extension(Oids.NameConstraints, writer.Encode(), critical: true);
    }

    private static PathValidationResult Validate(
        CertificateIssuer issuer,
        X509Certificate2 leaf,
        CertificatePolicyOptions? policies = null
    ) =>
        new CertificatePathValidator(policies: policies).Validate(
            leaf,
            [issuer.Certificate],
            [Pki.Root.Certificate],
            Now,
            PathPurpose.DocumentSigning
        );

    private static PathValidationResult ValidateWith(X509Certificate2 leaf, byte[][] crls, DateTimeOffset time) =>
        new CertificatePathValidator().Validate(
            leaf,
            [Pki.Issuing.Certificate],
            [Pki.Root.Certificate],
            time,
            PathPurpose.DocumentSigning,
            new RevocationEvidence([.. crls.Select(c => (ReadOnlyMemory<byte>)c)])
        );
}
