// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class TimestampTokenVerifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 30, 8, 15, 30, 123, TimeSpan.Zero);
    private static readonly byte[] Data = "Bảng điểm"u8.ToArray();

    private readonly ManualTimeProvider _clock = new(Now);
    private readonly TimestampTokenVerifier _verifier = new(new CertificatePathValidator());

    public static TheoryData<string> Keys => new("ec256", "ec384", "rsa", "pss");

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Verify_WhenTokenIsOurs_Passes(string kind)
    {
        var pki = new TestPki();
        var tsa = new TestTimestampAuthority(pki, _clock, NewKey(kind));

        var result = _verifier.Verify(await tsa.StampAsync(Data), Data, pki.Anchors.TimestampAuthorities);

        Assert.Null(result.Reason);
        Assert.True(result.Passed);
        Assert.True(result.IsIntact);
        Assert.Equal(Now, result.Time);
        Assert.Equal(TimeSpan.FromSeconds(1), result.TstInfo!.Accuracy);
        Assert.Equal("CN=Test TSA, O=Test, C=VN", result.Authority);
        Assert.Equal(2, result.Path.Count);
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public async Task Verify_WhenImprintUsesAnotherDigest_TakesItFromTheToken(string digest)
    {
        var pki = new TestPki();
        var tsa = new TestTimestampAuthority(pki, _clock);
        var token = await tsa.StampAsync(Data, new HashAlgorithmName(digest));

        Assert.True(_verifier.Verify(token, Data, pki.Anchors.TimestampAuthorities).Passed);
    }

    [Fact]
    public async Task Verify_WhenTheAuthorityIsMetAgain_ReadsItsCertificateOnceAndChecksEachToken()
    {
        var pki = new TestPki();
        var tsa = new TestTimestampAuthority(pki, _clock);
        var first = _verifier.Verify(await tsa.StampAsync(Data), Data, pki.Anchors.TimestampAuthorities);
        var token = await tsa.StampAsync(Data);
        var broken = token.ToArray();
        broken[^1] ^= 1;

        var again = _verifier.Verify(token, Data, pki.Anchors.TimestampAuthorities);
        var spoiled = _verifier.Verify(broken, Data, pki.Anchors.TimestampAuthorities);

        Assert.True(again.Passed);
        Assert.Same(first.Certificate, again.Certificate);
        Assert.False(spoiled.IsIntact);
        Assert.False(_verifier.Verify(token, Data, []).Passed);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Verify_WhenValuesAreKnown_ComputesAllButExactlyThese(string kind)
    {
        var pki = new TestPki();
        var token = await new TestTimestampAuthority(pki, _clock, NewKey(kind)).StampAsync(Data);
        var anchors = pki.Anchors.TimestampAuthorities;
        _verifier.Verify(token, Data, anchors);
        var told = _verifier.Verify(token, Data, anchors).CheckedValue!;
        var broken = token.ToArray();
        broken[^1] ^= 1;
        var wrong = told.Value.ToArray();
        wrong[^1] ^= 1;
        var listed = told with { Value = wrong };

        bool IsIntact(CheckedValue known) => _verifier.Verify(broken, Data, anchors, known: [known]).IsIntact;

        Assert.False(IsIntact(told));
        Assert.False(IsIntact(listed with { Digest = new byte[told.Digest.Length] }));
        Assert.False(IsIntact(listed with { PublicKeyInfo = new byte[told.PublicKeyInfo.Length] }));
        var other =
            told.Algorithm == SignatureAlgorithm.EcdsaSha384
                ? SignatureAlgorithm.EcdsaSha256
                : SignatureAlgorithm.EcdsaSha384;
        Assert.False(IsIntact(listed with { Algorithm = other }));
        // and with all of it the same the list is believed: it is the caller who has checked
        Assert.True(IsIntact(listed));
    }

    [Fact]
    public async Task Verify_WhenTheValueIsWrong_TellsNone()
    {
        var pki = new TestPki();
        var token = await new TestTimestampAuthority(pki, _clock).StampAsync(Data);
        var broken = token.ToArray();
        broken[^1] ^= 1;
        // The first look makes the key known: without it nothing is told anyway.
        _verifier.Verify(token, Data, pki.Anchors.TimestampAuthorities);
        Assert.NotNull(_verifier.Verify(token, Data, pki.Anchors.TimestampAuthorities).CheckedValue);

        Assert.Null(_verifier.Verify(broken, Data, pki.Anchors.TimestampAuthorities).CheckedValue);
    }

    [Fact]
    public async Task Verify_WhenDataDiffers_FailsWithHashFailure()
    {
        var pki = new TestPki();
        var token = await new TestTimestampAuthority(pki, _clock).StampAsync(Data);

        var result = _verifier.Verify(token, "khác"u8.ToArray(), pki.Anchors.TimestampAuthorities);

        Assert.Equal((Indication.TotalFailed, SubIndication.HashFailure), (result.Indication, result.SubIndication));
    }

    [Fact]
    public async Task Verify_WhenAuthorityIsNotTrusted_IsIntactButIndeterminate()
    {
        var token = await new TestTimestampAuthority(new TestPki(), _clock).StampAsync(Data);

        var result = _verifier.Verify(token, Data, new TestPki().Anchors.TimestampAuthorities);

        Assert.True(result.IsIntact);
        Assert.Equal(
            (Indication.Indeterminate, SubIndication.NoCertificateChainFound),
            (result.Indication, result.SubIndication)
        );
    }

    public static TheoryData<DateTimeOffset> EndsOfTime => new(DateTimeOffset.MinValue, HostileAuthority.EndOfTime);

    [Theory]
    [MemberData(nameof(EndsOfTime))]
    public async Task Verify_WhenItsTimeIsAtTheEndOfTimeAndItsCertificateCannotBeRead_AnswersWithAVerdict(
        DateTimeOffset time
    )
    {
        var token = await HostileAuthority.WithTwoAlgorithms(time).StampAsync(Data);

        var result = _verifier.Verify(token, Data, new TestPki().Anchors.TimestampAuthorities);

        Assert.Equal(time, result.Time);
        Assert.Equal(
            (true, Indication.Indeterminate, SubIndication.NoCertificateChainFound),
            (result.IsIntact, result.Indication, result.SubIndication)
        );
    }

    [Theory]
    [InlineData("00FF000000000000000000000000000001")]
    [InlineData("01")]
    [InlineData("7F")]
    public async Task Verify_WhenSerialNumberHasAHighBitOrIsShort_NamesItsCertificate(string serial)
    {
        var pki = new TestPki();
        var key = TestKey.Ec();
        var model = pki.Tsa(key.PublicKey);
        var request = new CertificateRequest(model.SubjectName, key.PublicKey, HashAlgorithmName.SHA256);
        foreach (var extension in model.Extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        var issuer = pki.TimestampRoot;
        var certificate = request.Create(
            issuer.Certificate.SubjectName,
            issuer.Generator,
            TestPki.Life.From,
            TestPki.Life.Until,
            Convert.FromHexString(serial)
        );
        var tsa = new TestTimestampAuthority(key, _ => certificate, _clock);

        var result = _verifier.Verify(await tsa.StampAsync(Data), Data, pki.Anchors.TimestampAuthorities);

        Assert.True(result.Passed, result.Reason);
    }

    internal static TestKey NewKey(string kind) =>
        kind switch
        {
            "ec256" => TestKey.Ec(),
            "ec384" => TestKey.Ec(ECCurve.NamedCurves.nistP384, SignatureAlgorithm.EcdsaSha384),
            "rsa" => TestKey.Rsa(),
            _ => TestKey.Rsa(pss: true),
        };
}
