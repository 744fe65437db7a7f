// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Several certificates of one authority: whether a path is found does not hang on their order.</summary>
public sealed class PathSearchTests
{
    private const string Inter = "CN=Inter";
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, TimeSpan.Zero);
    private static readonly Validity s_past = new(TestPki.Life.From, Now.AddYears(-1));
    private static readonly Dictionary<string, X509Certificate2> s_certificates = NewCertificates();

    [Theory]
    [InlineData("i1", "ra")]
    [InlineData("i1 i2", "ra")]
    [InlineData("i2 i1", "ra")]
    [InlineData("i1 i2 cross", "ra")]
    [InlineData("i2 cross i1", "ra")]
    [InlineData("cross i2 i1", "ra")]
    [InlineData("i1 constrained", "ra")]
    [InlineData("constrained i1", "ra")]
    [InlineData("i1 old", "ra")]
    [InlineData("old i1", "ra")]
    [InlineData("old constrained i2 cross i1", "ra")]
    [InlineData("i1", "ra old")]
    [InlineData("i1", "old ra")]
    [InlineData("i1 old", "old ra")]
    [InlineData("i1", "ra rb oldRoot")]
    [InlineData("i2 i1", "oldRoot ra")]
    public void Validate_WhenOnePathPasses_FindsItInWhateverOrder(string intermediates, string anchors)
    {
        var result = Validate(intermediates, anchors);

        Assert.Null(result.Reason);
        Assert.Equal([s_certificates["leaf"], s_certificates["i1"], s_certificates["ra"]], result.Path);
    }

    [Theory]
    [InlineData("i2", "ra", SubIndication.NoCertificateChainFound)]
    [InlineData("i2 rb", "ra", SubIndication.NoCertificateChainFound)]
    [InlineData("i1 i2", "oldRoot", SubIndication.Expired)]
    [InlineData("i2 cross", "ra", SubIndication.ChainConstraintsFailure)]
    [InlineData("i2 cross rb", "ra", SubIndication.ChainConstraintsFailure)]
    [InlineData("constrained", "ra", SubIndication.ChainConstraintsFailure)]
    [InlineData("constrained i2 cross", "ra", SubIndication.ChainConstraintsFailure)]
    [InlineData("old", "ra", SubIndication.Expired)]
    [InlineData("", "ra old", SubIndication.Expired)]
    [InlineData("old constrained", "ra", SubIndication.ChainConstraintsFailure)]
    public void Validate_WhenEveryPathBreaksARule_SaysWhatTheFirstOneBreaks(
        string intermediates,
        string anchors,
        SubIndication expected
    ) => Assert.Equal(expected, Validate(intermediates, anchors).SubIndication);

    [Fact]
    public void Validate_WhenTheFirstPathPasses_CostsNothingMore() =>
        Assert.Equal(0, WorkOf(new CertificatePathValidator(), "i1 i2 cross", "ra"));

    [Fact]
    public void Validate_WhenNobodyBearsTheSameName_TriesNoOther() =>
        Assert.Equal(0, WorkOf(new CertificatePathValidator(), "i2 cross", "ra"));

    [Fact]
    public void Validate_WhenFurtherPathsWereTried_CostsTheSameWhenItIsRemembered()
    {
        var validator = new CertificatePathValidator();

        var first = WorkOf(validator, "i2 i1", "ra");

        Assert.InRange(first, 500_000, 1_000_000);
        Assert.Equal(first, WorkOf(validator, "i2 i1", "ra"));
        Assert.Equal(first, WorkOf(new CertificatePathValidator(cacheSize: 0), "i2 i1", "ra"));
    }

    [Fact]
    public void Validate_WhenNobodyPaysForFurtherPaths_EndsAndRemembersNothing()
    {
        var validator = new CertificatePathValidator();
        var question = (X509Certificate2[])[s_certificates["i2"], s_certificates["i1"]];

        Assert.Throws<TimeoutException>(() =>
            validator.Validate(
                s_certificates["leaf"],
                question,
                [s_certificates["ra"]],
                Now,
                PathPurpose.DocumentSigning,
                static _ => throw new TimeoutException()
            )
        );

        Assert.Equal(0, validator.KeptOctets);
    }

    [Theory]
    [InlineData(14, Indication.TotalPassed)]
    [InlineData(40, Indication.Indeterminate)]
    public void Validate_WhenThereAreVeryManyNamesakes_TriesSixteenPathsAtMost(int strangers, Indication expected)
    {
        var tries = 0;
        X509Certificate2[] others = [.. Enumerable.Range(0, strangers).Select(_ => Root(Inter, TestKey.Ec()))];

        var result = new CertificatePathValidator().Validate(
            s_certificates["leaf"],
            [.. others.Select(Stripped), s_certificates["i1"]],
            [s_certificates["ra"]],
            Now,
            PathPurpose.DocumentSigning,
            _ => tries++
        );

        Assert.Equal(expected, result.Indication);
        Assert.InRange(tries, 1, PathSearch.MaxTries - 1);
    }

    private static long WorkOf(CertificatePathValidator validator, string intermediates, string anchors)
    {
        var work = 0L;
        Validate(intermediates, anchors, validator, more => work += more);
        return work;
    }

    private static PathValidationResult Validate(
        string intermediates,
        string anchors,
        CertificatePathValidator? validator = null,
        Action<long>? charge = null
    ) =>
        (validator ?? new CertificatePathValidator()).Validate(
            s_certificates["leaf"],
            [.. Named(intermediates)],
            [.. Named(anchors)],
            Now,
            PathPurpose.DocumentSigning,
            charge
        );

    private static IEnumerable<X509Certificate2> Named(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static n => s_certificates[n]);

    // Inter has one key and a certificate of each root; cross makes Root B an authority below Root A that may have none below it.
    private static Dictionary<string, X509Certificate2> NewCertificates()
    {
        var (a, b, inter) = (TestKey.Ec(), TestKey.Ec(), TestKey.Ec());
        var rootA = new CertificateIssuer(Root("CN=Root A", a), a.Generator);
        var rootB = new CertificateIssuer(Root("CN=Root B", b), b.Generator);
        X509Certificate2 Issue(CertificateIssuer issuer, Validity? life = null) =>
            DevelopmentPki.CreateIssuingAuthority(Inter, inter.PublicKey, issuer, life ?? TestPki.Life);
        var first = Issue(rootA);
        return new Dictionary<string, X509Certificate2>
        {
            ["ra"] = rootA.Certificate,
            ["rb"] = rootB.Certificate,
            ["oldRoot"] = Root("CN=Root A", a, s_past),
            ["cross"] = DevelopmentPki.CreateIssuingAuthority("CN=Root B", b.PublicKey, rootA, TestPki.Life),
            ["i1"] = first,
            ["i2"] = Issue(rootB),
            ["old"] = Issue(rootA, s_past),
            ["constrained"] = Constrained(rootA, inter.PublicKey),
            ["leaf"] = DevelopmentPki.CreatePerson(
                new PersonName("Nguyễn Văn An", "Tổ Toán", "THCS Nguyễn Huệ"),
                TestKey.Ec().PublicKey,
                new CertificateIssuer(first, inter.Generator),
                TestPki.Life
            ),
        };
    }

    private static X509Certificate2 Root(string name, TestKey key, Validity? life = null) =>
        DevelopmentPki.CreateRoot(name, key.PublicKey, key.Generator, life ?? TestPki.Life);

    // The same name, and no key identifier by which a stranger could be told from the issuer.
    private static X509Certificate2 Stripped(X509Certificate2 stranger)
    {
        var request = new CertificateRequest(stranger.SubjectName, stranger.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.Create(
            stranger.SubjectName,
            TestKey.Ec().Generator,
            TestPki.Life.From,
            TestPki.Life.Until,
            RandomNumberGenerator.GetBytes(8)
        );
    }

    private static X509Certificate2 Constrained(CertificateIssuer issuer, PublicKey key)
    {
        var request = new CertificateRequest(new X500DistinguishedName(Inter), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var school = new X500DistinguishedName("O=Another School").RawData;
        // NameConstraints { permittedSubtrees [0] { { base [4] directoryName } } }
        byte[] name = [0xA4, (byte)school.Length, .. school];
        byte[] subtree = [0x30, (byte)name.Length, .. name];
        byte[] permitted = [0xA0, (byte)subtree.Length, .. subtree];
        byte[] value = [0x30, (byte)permitted.Length, .. permitted];
        request.CertificateExtensions.Add(new X509Extension("2.5.29.30", value, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return issuer.Issue(request, TestPki.Life);
    }
}
