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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ValidateWithCrls_WhenThereAreTwoDeltas_TheNewestCounts(bool isNewestFirst)
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });
        byte[][] deltas = [Delta(11), Delta(12, null, leaf)];
        byte[][] complete = [Crl(Pki.Root), NumberedCrl(Pki.Issuing, 10)];

        var result = ValidateWith(leaf, [.. complete, .. isNewestFirst ? deltas.Reverse() : deltas], Now);

        Assert.Equal(SubIndication.Revoked, result.SubIndication);
        Assert.True(ValidateWith(leaf, [.. complete, deltas[0]], Now).Passed);
    }

    [Theory]
    [InlineData(true, SubIndication.TryLater)]
    [InlineData(false, SubIndication.None)]
    public void ValidateWithCrls_WhenADeltaHasAnUnknownExtension_IsNotGoodIfItIsCritical(
        bool isCritical,
        SubIndication expected
    )
    {
        var leaf = NewLeaf(Pki.Issuing, _ => { });
        var delta = Delta(11, new X509Extension("2.999.1", [0x05, 0x00], isCritical));

        var result = ValidateWith(leaf, [Crl(Pki.Root), NumberedCrl(Pki.Issuing, 10), delta], Now);

        Assert.Equal(expected, result.SubIndication);
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

    /// <summary>A delta of the issuing authority on its list number 10.</summary>
    private static byte[] Delta(int number, X509Extension? more = null, params X509Certificate2[] revoked)
    {
        var extensions = new List<X509Extension> { new("2.5.29.27", [0x02, 0x01, 10], critical: true) };
        if (more is not null)
        {
            extensions.Add(more);
        }

        return Extended(NumberedCrl(Pki.Issuing, number, revoked), Pki.Issuing.Generator, extensions);
    }

    /// <summary>The list with more extensions, signed anew.</summary>
    private static byte[] Extended(byte[] crl, X509SignatureGenerator generator, IEnumerable<X509Extension> extensions)
    {
        var list = new AsnReader(crl, AsnEncodingRules.DER).ReadSequence();
        var body = list.ReadSequence();
        var algorithm = list.ReadEncodedValue();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (body.PeekTag() != tag)
            {
                writer.WriteEncodedValue(body.ReadEncodedValue().Span);
            }

            using (writer.PushSequence(tag))
            using (writer.PushSequence())
            {
                for (var old = body.ReadSequence(tag).ReadSequence(); old.HasData; )
                {
                    writer.WriteEncodedValue(old.ReadEncodedValue().Span);
                }

                foreach (var extension in extensions)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(extension.Oid!.Value!);
                        if (extension.Critical)
                        {
                            writer.WriteBoolean(true);
                        }

                        writer.WriteOctetString(extension.RawData);
                    }
                }
            }
        }

        var tbs = writer.Encode();
        var signed = new AsnWriter(AsnEncodingRules.DER);
        using (signed.PushSequence())
        {
            signed.WriteEncodedValue(tbs);
            signed.WriteEncodedValue(algorithm.Span);
            signed.WriteBitString(generator.SignData(tbs, HashAlgorithmName.SHA256));
        }

        return signed.Encode();
    }

    private static byte[] Crl(CertificateIssuer issuer, params X509Certificate2[] revoked) =>
        NumberedCrl(issuer, 7, revoked);

    private static byte[] NumberedCrl(CertificateIssuer issuer, int number, params X509Certificate2[] revoked)
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
            number,
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
