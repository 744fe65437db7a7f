// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class CertificatePathValidatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly TestPki Pki = new();
    private readonly CertificatePathValidator _validator = new();

    [Fact]
    public void Validate_WhenPersonIsUnderTheRoot_PassesWithItsPath()
    {
        var leaf = Pki.Person("Nguyễn Thị Hường", TestKey.Ec().PublicKey);

        var result = Validate(leaf);

        Assert.Null(result.Reason);
        Assert.Equal(Indication.TotalPassed, result.Indication);
        Assert.Equal([leaf, Pki.Issuing.Certificate, Pki.Root.Certificate], result.Path);
        Assert.Contains("CN=Nguyễn Thị Hường", leaf.Subject, StringComparison.Ordinal);
        Assert.Contains("O=THCS Nguyễn Huệ", leaf.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Validate_WhenKeysAreRsa_Passes(bool pss)
    {
        var pki = new TestPki(() => TestKey.Rsa(pss: pss));
        var leaf = pki.Person("Lê Văn A", TestKey.Rsa().PublicKey);

        var result = Validate(leaf, [pki.Issuing.Certificate], [pki.Root.Certificate]);

        Assert.True(result.Passed, result.Reason);
    }

    [Fact]
    public void Validate_WhenAnchorIsTheIssuingAuthority_PassesWithTheShorterPath()
    {
        var leaf = Pki.Person("Lê Văn A", TestKey.Ec().PublicKey);

        var result = Validate(leaf, [], [Pki.Issuing.Certificate]);

        Assert.True(result.Passed, result.Reason);
        Assert.Equal(2, result.Path.Count);
    }

    [Fact]
    public void Validate_WhenNothingIsTrusted_FindsNoChain() =>
        AssertDoubt(SubIndication.NoCertificateChainFound, Validate(Person(), anchors: []));

    [Fact]
    public void Validate_WhenIntermediateIsMissing_FindsNoChain() =>
        AssertDoubt(SubIndication.NoCertificateChainFound, Validate(Person(), intermediates: []));

    [Fact]
    public void Validate_WhenAnchorOnlyBearsTheSameName_FindsNoChain()
    {
        var impostor = new TestPki();
        Assert.Equal(Pki.Root.Certificate.Subject, impostor.Root.Certificate.Subject);

        AssertDoubt(SubIndication.NoCertificateChainFound, Validate(Person(), anchors: [impostor.Root.Certificate]));
    }

    [Fact]
    public void Validate_WhenRootIsOnlyGivenAsIntermediate_FindsNoChain() =>
        AssertDoubt(
            SubIndication.NoCertificateChainFound,
            Validate(Person(), [Pki.Issuing.Certificate, Pki.Root.Certificate], [new TestPki().Root.Certificate])
        );

    [Theory]
    [InlineData(-1, SubIndication.NotYetValid)]
    [InlineData(0, SubIndication.None)]
    [InlineData(3600, SubIndication.None)]
    [InlineData(3601, SubIndication.Expired)]
    public void Validate_AtTheEdgesOfALife_CountsBothAsWithin(int second, SubIndication expected)
    {
        var leaf = Pki.Person("A", TestKey.Ec().PublicKey, new Validity(Now, Now.AddHours(1)));

        Assert.Equal(expected, Validate(leaf, time: Now.AddSeconds(second)).SubIndication);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, SubIndication.None)]
    [InlineData(X509KeyUsageFlags.NonRepudiation, SubIndication.None)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, SubIndication.ChainConstraintsFailure)]
    [InlineData(X509KeyUsageFlags.None, SubIndication.None)]
    public void Validate_WhenKeyUsageIsStated_HasToAllowSignatures(X509KeyUsageFlags usage, SubIndication expected)
    {
        var leaf = Issue(r =>
        {
            if (usage != X509KeyUsageFlags.None)
            {
                r.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
            }
        });

        Assert.Equal(expected, Validate(leaf).SubIndication);
    }

    [Fact]
    public void Validate_WhenExtensionIsCriticalAndUnknown_BreaksConstraints()
    {
        AssertDoubt(SubIndication.ChainConstraintsFailure, Validate(Issue(r => AddUnknown(r, critical: true))));
        Assert.True(Validate(Issue(r => AddUnknown(r, critical: false))).Passed);

        static void AddUnknown(CertificateRequest request, bool critical) =>
            request.CertificateExtensions.Add(new X509Extension("2.999.1", [0x05, 0x00], critical));
    }

    [Fact]
    public void Validate_WhenIssuerIsNoAuthority_BreaksConstraints()
    {
        var key = TestKey.Ec();
        var notAuthority = new CertificateIssuer(Pki.Person("Không phải CA", key.PublicKey), key.Generator);
        var leaf = DevelopmentPki.CreatePerson(
            new PersonName("Giả", "", ""),
            TestKey.Ec().PublicKey,
            notAuthority,
            TestPki.Life
        );

        AssertDoubt(
            SubIndication.ChainConstraintsFailure,
            Validate(leaf, [notAuthority.Certificate, Pki.Issuing.Certificate])
        );
    }

    [Fact]
    public void Validate_WhenPathIsLongerThanAnIssuerAllows_BreaksConstraints()
    {
        var key = TestKey.Ec();
        var below = new CertificateIssuer(
            DevelopmentPki.CreateIssuingAuthority("CN=Sub CA", key.PublicKey, Pki.Issuing, TestPki.Life),
            key.Generator
        );
        var leaf = DevelopmentPki.CreatePerson(
            new PersonName("A", "", ""),
            TestKey.Ec().PublicKey,
            below,
            TestPki.Life
        );

        AssertDoubt(
            SubIndication.ChainConstraintsFailure,
            Validate(leaf, [below.Certificate, Pki.Issuing.Certificate])
        );
    }

    [Fact]
    public void Validate_WhenIssuerMayNotSignCertificates_BreaksConstraints()
    {
        var issuer = NewIssuer(r =>
        {
            r.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
            r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, critical: true));
        });
        var leaf = DevelopmentPki.CreatePerson(
            new PersonName("A", "", ""),
            TestKey.Ec().PublicKey,
            issuer,
            TestPki.Life
        );

        AssertDoubt(SubIndication.ChainConstraintsFailure, Validate(leaf, [issuer.Certificate]));
    }

    [Fact]
    public void Validate_WhenCertificateIsAlteredAfterIssue_FindsNoChain()
    {
        var raw = Person().RawData;
        var index = raw.AsSpan().IndexOf("THCS"u8);
        raw[index] = (byte)'X';

        AssertDoubt(SubIndication.NoCertificateChainFound, Validate(X509CertificateLoader.LoadCertificate(raw)));
    }

    [Fact]
    public void Validate_WhenKeyIsShort_BreaksCryptoConstraints() =>
        AssertDoubt(SubIndication.CryptoConstraintsFailure, Validate(Pki.Person("A", TestKey.Rsa(1024).PublicKey)));

    [Fact]
    public void Validate_WhenCertificateIsSignedWithSha1_BreaksCryptoConstraints()
    {
        var root = TestKey.Rsa();
        var issuer = new CertificateIssuer(
            DevelopmentPki.CreateRoot("CN=R", root.PublicKey, new Sha1Generator((RSA)root.Key), TestPki.Life),
            new Sha1Generator((RSA)root.Key)
        );
        var key = TestKey.Ec().PublicKey;
        var weak = DevelopmentPki.CreatePerson(new PersonName("A", "", ""), key, issuer, TestPki.Life);
        var strong = DevelopmentPki.CreatePerson(
            new PersonName("A", "", ""),
            key,
            issuer with
            {
                Generator = root.Generator,
            },
            TestPki.Life
        );

        AssertDoubt(SubIndication.CryptoConstraintsFailure, Validate(weak, [], [issuer.Certificate]));
        Assert.True(Validate(strong, [], [issuer.Certificate]).Passed);
    }

    [Fact]
    public void Validate_WhenPurposeIsTime_WantsTheUsageCriticalAndAlone()
    {
        var tsaKey = TestKey.Ec().PublicKey;
        Assert.True(ValidateTsa(Pki.Tsa(tsaKey)).Passed);
        AssertDoubt(SubIndication.ChainConstraintsFailure, ValidateTsa(Tsa(critical: false, "1.3.6.1.5.5.7.3.8")));
        AssertDoubt(
            SubIndication.ChainConstraintsFailure,
            ValidateTsa(Tsa(critical: true, "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"))
        );
        AssertDoubt(SubIndication.ChainConstraintsFailure, ValidateTsa(Tsa(critical: true, "2.5.29.37.0")));
        AssertDoubt(SubIndication.ChainConstraintsFailure, ValidateTsa(Issue(_ => { }, Pki.TimestampRoot)));
    }

    [Theory]
    [InlineData(SubIndication.None)]
    [InlineData(SubIndication.None, "1.3.6.1.5.5.7.3.4")] // emailProtection
    [InlineData(SubIndication.None, "1.3.6.1.5.5.7.3.36")] // documentSigning
    [InlineData(SubIndication.None, "2.5.29.37.0")] // any
    [InlineData(SubIndication.None, "1.3.6.1.5.5.7.3.2")] // clientAuth
    [InlineData(SubIndication.None, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4")]
    [InlineData(SubIndication.ChainConstraintsFailure, "1.3.6.1.5.5.7.3.1")] // serverAuth
    [InlineData(SubIndication.ChainConstraintsFailure, "1.3.6.1.5.5.7.3.3")] // codeSigning
    [InlineData(SubIndication.ChainConstraintsFailure, "1.3.6.1.5.5.7.3.8")] // timeStamping
    [InlineData(SubIndication.ChainConstraintsFailure, "1.3.6.1.5.5.7.3.9")] // OCSPSigning
    [InlineData(SubIndication.ChainConstraintsFailure, "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.4")]
    public void Validate_WhenExtendedUsageIsStated_HasToBeOfSignersOfDocuments(
        SubIndication expected,
        params string[] usages
    )
    {
        foreach (var critical in new[] { false, true })
        {
            Assert.Equal(expected, Validate(WithUsages(critical, Pki.Issuing, usages)).SubIndication);
        }
    }

    [Fact]
    public void Validate_WhenAnswersAreRemembered_SaysWhatItWouldSayAnew()
    {
        var fresh = new CertificatePathValidator(cacheSize: 0);
        var small = new CertificatePathValidator(cacheSize: 3);
        var leaves = Enumerable
            .Range(0, 4)
            .Select(i =>
                Pki.Person($"P{i}", TestKey.Ec().PublicKey, new Validity(Now.AddHours(i), Now.AddHours(i + 2)))
            )
            .ToArray();
        var random = new Random(3);
        for (var i = 0; i < 400; i++)
        {
            var leaf = leaves[random.Next(leaves.Length)];
            var time = Now.AddHours(random.Next(-1, 7)).AddSeconds(random.Next(-1, 2)).AddTicks(random.Next(2));
            IReadOnlyList<X509Certificate2> intermediates = random.Next(5) == 0 ? [] : [Pki.Issuing.Certificate];
            IReadOnlyList<X509Certificate2> anchors = random.Next(5) == 0 ? [] : [Pki.Root.Certificate];
            var purpose = random.Next(5) == 0 ? PathPurpose.TimeStamping : PathPurpose.DocumentSigning;

            var expected = fresh.Validate(leaf, intermediates, anchors, time, purpose);
            var actual = small.Validate(leaf, intermediates, anchors, time, purpose);

            Assert.Equal(expected with { Path = [] }, actual with { Path = [] });
            Assert.Equal(expected.Path, actual.Path);
        }
    }

    [Theory]
    [InlineData(1 << 20, 200, 0)]
    [InlineData(60 << 10, 800, PathCache.MaxKept)]
    public void Validate_WhenOthersBringLargeCertificates_RemembersFewOctets(int length, int count, long most)
    {
        for (var i = 0; i < count; i++)
        {
            Validate(Large(length), [], [Pki.Issuing.Certificate]);
            Assert.InRange(_validator.KeptOctets, 0, most);
        }

        Assert.Equal(most > 0, _validator.KeptOctets > 0);
    }

    [Fact]
    public void Validate_WhenUselessIssuersAreGiven_RemembersThePathAlone()
    {
        var others = Enumerable.Range(0, 64).Select(_ => Large(20 << 10)).Append(Pki.Issuing.Certificate).ToArray();

        Assert.True(Validate(Person(), others).Passed);
        Assert.InRange(_validator.KeptOctets, 1, 4096);
    }

    [Theory]
    [InlineData("CN=test  ISSUING ca, O=Test, C=VN")]
    [InlineData("CN=Test Issuing CA, O=test, C=VN")]
    public void Validate_WhenTheIssuerIsSpelledOtherwise_FindsIt(string name)
    {
        var issuer = new X500DistinguishedName(
            name,
            X500DistinguishedNameFlags.Reversed | X500DistinguishedNameFlags.UseUTF8Encoding
        );
        var request = new CertificateRequest("CN=X", (ECDsa)TestKey.Ec().Key, HashAlgorithmName.SHA256);
        var leaf = request.Create(issuer, Pki.Issuing.Generator, TestPki.Life.From, TestPki.Life.Until, [1]);

        var result = Validate(leaf);

        Assert.True(result.Passed, result.Reason);
    }

    [Theory]
    [InlineData(8192, 4, 1)]
    [InlineData(8193 + 7, 3, 0)]
    [InlineData(4096, 5, 0)]
    public void WorkOf_WhenAKeyIsOutOfAllBounds_CountsItNot(int bits, int exponentOctets, int counted)
    {
        var path = new HostilePath(1, bits, exponentOctets);
        var leaf = path.NewTimestampAuthority().Certificate;

        var work = CertificatePathValidator.WorkOf(leaf, [.. path.Authorities, .. path.Authorities]);

        Assert.Equal(counted * (8192L * 8192 / 140 * 33 / 17), work);
    }

    [Fact]
    public void WorkOf_WhenTheChainIsLong_CountsEightLevelsAndNoStranger()
    {
        var path = new HostilePath(12, 2048, 3);
        var leaf = path.NewTimestampAuthority().Certificate;

        var work = CertificatePathValidator.WorkOf(leaf, [Pki.Issuing.Certificate, .. path.Authorities]);

        Assert.Equal(8 * (2048L * 2048 / 140 * 25 / 17), work);
    }

    [Fact]
    public void Validate_WhenManyThreadsAsk_AnswersAll()
    {
        var leaves = Enumerable.Range(0, 8).Select(_ => Person()).ToArray();

        Parallel.For(0, 400, i => Assert.True(Validate(leaves[i % leaves.Length]).Passed));
    }

    private static X509Certificate2 Large(int length) =>
        Issue(r => r.CertificateExtensions.Add(new X509Extension("2.999.1", new byte[length], critical: false)));

    private static X509Certificate2 Person() => Pki.Person("Nguyễn Văn B", TestKey.Ec().PublicKey);

    private static X509Certificate2 Tsa(bool critical, params string[] usages) =>
        WithUsages(critical, Pki.TimestampRoot, usages);

    private static X509Certificate2 WithUsages(bool critical, CertificateIssuer issuer, params string[] usages) =>
        Issue(
            r =>
            {
                var oids = new OidCollection();
                Array.ForEach(usages, u => oids.Add(new Oid(u)));
                if (usages.Length > 0)
                {
                    r.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, critical));
                }
            },
            issuer
        );

    private static X509Certificate2 Issue(Action<CertificateRequest> change, CertificateIssuer? issuer = null)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=X"),
            TestKey.Ec().PublicKey,
            HashAlgorithmName.SHA256
        );
        change(request);
        return (issuer ?? Pki.Issuing).Issue(request, TestPki.Life);
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
        change(request);
        return new CertificateIssuer(Pki.Root.Issue(request, TestPki.Life), key.Generator);
    }

    private static void AssertDoubt(SubIndication expected, PathValidationResult result)
    {
        Assert.Equal((Indication.Indeterminate, expected), (result.Indication, result.SubIndication));
        Assert.NotNull(result.Reason);
    }

    private PathValidationResult ValidateTsa(X509Certificate2 leaf) =>
        _validator.Validate(leaf, [], [Pki.TimestampRoot.Certificate], Now, PathPurpose.TimeStamping);

    private PathValidationResult Validate(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2>? intermediates = null,
        IReadOnlyList<X509Certificate2>? anchors = null,
        DateTimeOffset? time = null
    ) =>
        _validator.Validate(
            leaf,
            intermediates ?? [Pki.Issuing.Certificate],
            anchors ?? [Pki.Root.Certificate],
            time ?? Now,
            PathPurpose.DocumentSigning
        );

    /// <summary>The platform still signs certificates with SHA-1, but not by itself.</summary>
    private sealed class Sha1Generator(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            Convert.FromHexString("300D06092A864886F70D0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
