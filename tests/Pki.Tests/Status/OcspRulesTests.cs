// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

/// <summary>Each check of an OCSP answer refuses what it is there for.</summary>
public sealed class OcspRulesTests : IDisposable
{
    private readonly StatusHouse _house = new(new CertificateStatusOptions { RequireNonce = true });

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task GetStatus_WhenAnswerIsInOrder_IsGood()
    {
        var answer = await AskAsync(good => good);

        Assert.Equal((CertificateStatus.Good, true, null), (answer.Status, answer.IsFresh, answer.Detail));
        Assert.Equal("http://ocsp.example/", answer.Evidence!.Source);
        Assert.Equal(answer.Evidence, Assert.Single(_house.Kept));
    }

    public static TheoryData<string, string> Defects =>
        new()
        {
            { "thisUpdate in the future", nameof(StatusFault.NotYetValid) },
            { "producedAt in the future", nameof(StatusFault.NotYetValid) },
            { "nextUpdate past", nameof(StatusFault.Stale) },
            { "nextUpdate before thisUpdate", nameof(StatusFault.Stale) },
            { "old and without nextUpdate", nameof(StatusFault.Stale) },
            { "produced before thisUpdate", nameof(StatusFault.Stale) },
            { "another nonce", nameof(StatusFault.WrongNonce) },
            { "another serial", nameof(StatusFault.WrongCertificate) },
            { "the same twice", nameof(StatusFault.WrongCertificate) },
            { "nothing", nameof(StatusFault.WrongCertificate) },
            { "another key in the issuer's name", nameof(StatusFault.BadSignature) },
            { "SHA-1 signature", nameof(StatusFault.BadSignature) },
            { "a stranger with a certificate", nameof(StatusFault.NotAuthorized) },
            { "a stranger without a certificate", nameof(StatusFault.NotAuthorized) },
            { "status unknown", nameof(StatusFault.UnknownCertificate) },
        };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task GetStatus_WhenAnswerIsBent_IsNotRelied(string defect, string fault)
    {
        var other = new TestPki().NewRoot("CN=Stranger");
        using var rsa = RSA.Create(2048);
        var answer = await AskAsync(good =>
            defect switch
            {
                "thisUpdate in the future" => good with { ThisUpdate = good.ThisUpdate.AddMinutes(6) },
                "producedAt in the future" => good with { ProducedAt = good.ThisUpdate.AddMinutes(6) },
                "nextUpdate past" => good with
                {
                    ThisUpdate = good.ThisUpdate.AddHours(-2),
                    NextUpdate = good.ThisUpdate.AddMinutes(-6),
                },
                "nextUpdate before thisUpdate" => good with { NextUpdate = good.ThisUpdate.AddSeconds(-1) },
                "old and without nextUpdate" => good with
                {
                    ThisUpdate = good.ThisUpdate.AddMinutes(-70),
                    NextUpdate = null,
                },
                "produced before thisUpdate" => good with { ProducedAt = good.ThisUpdate.AddMinutes(-6) },
                "another nonce" => good with { Nonce = new byte[32] },
                "another serial" => good with { Serial = [0x11] },
                "the same twice" => good with { Copies = 2 },
                "nothing" => good with { Copies = 0 },
                "another key in the issuer's name" => good with { Generator = other.Generator },
                "SHA-1 signature" => good with { Generator = new Sha1Signature(rsa) },
                "a stranger with a certificate" => good with
                {
                    Generator = other.Generator,
                    Responder = other.Certificate,
                    Certificates = [other.Certificate],
                },
                "a stranger without a certificate" => good with
                {
                    Generator = other.Generator,
                    Responder = other.Certificate,
                },
                _ => good with { Status = CertificateStatus.Unknown },
            }
        );

        Assert.Equal(CertificateStatus.Unknown, answer.Status);
        Assert.Null(answer.Evidence);
        Assert.Equal(fault, _house.Events.Faults[0].ToString());
        Assert.Empty(_house.Kept);
    }

    [Theory]
    [InlineData(9999, 1)]
    [InlineData(9999, 0)]
    [InlineData(0, 1)]
    public async Task GetStatus_WhenTimesAreAtTheEndsOfTheCalendar_IsGood(int nextYear, int thisYear)
    {
        var answer = await AskAsync(good =>
            good with
            {
                ThisUpdate = thisYear == 0 ? good.ThisUpdate : DateTimeOffset.MinValue,
                NextUpdate =
                    nextYear == 0 ? good.NextUpdate : new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
            }
        );

        Assert.Equal((CertificateStatus.Good, null), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task GetStatus_WhenNonceIsLeftOut_IsRefusedOnlyWhereRequired()
    {
        using var lax = new StatusHouse();
        lax.Sources.On("ocsp.example", body => lax.Good.Answer(WithoutNonce(body)));
        _house.Sources.On("ocsp.example", body => _house.Good.Answer(WithoutNonce(body)));

        Assert.Equal(CertificateStatus.Good, (await lax.AskAsync()).Status);
        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal(StatusFault.WrongNonce, _house.Events.Faults[0]);
    }

    [Theory]
    [InlineData(1, nameof(StatusFault.Refused))]
    [InlineData(2, nameof(StatusFault.Busy))]
    [InlineData(3, nameof(StatusFault.Busy))]
    [InlineData(4, nameof(StatusFault.Malformed))]
    [InlineData(5, nameof(StatusFault.Refused))]
    [InlineData(6, nameof(StatusFault.Refused))]
    [InlineData(7, nameof(StatusFault.Malformed))]
    public async Task GetStatus_WhenResponderRefuses_SaysWhy(byte status, string fault)
    {
        _house.Sources.On("ocsp.example", _ => [0x30, 0x03, 0x0A, 0x01, status]);

        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal(fault, _house.Events.Faults[0].ToString());
    }

    [Theory]
    [InlineData("trailing octet")]
    [InlineData("empty")]
    [InlineData("not ASN.1")]
    [InlineData("long-form length")]
    public async Task GetStatus_WhenAnswerIsNotDer_IsMalformed(string defect)
    {
        _house.Sources.On(
            "ocsp.example",
            body =>
                defect switch
                {
                    "trailing octet" => [.. _house.Good.Answer(body), 0],
                    "empty" => [],
                    "not ASN.1" => "<html>"u8.ToArray(),
                    _ => [0x30, 0x81, 0x03, 0x0A, 0x01, 0x03],
                }
        );

        Assert.Equal(CertificateStatus.Unknown, (await _house.AskAsync()).Status);
        Assert.Equal(StatusFault.Malformed, _house.Events.Faults[0]);
    }

    [Fact]
    public void Check_WhenAnyOctetChanges_IsNeverGood()
    {
        var good = _house.Good.Answer(new OcspRequest([IdOf(HashAlgorithmName.SHA1)], default).Encode());
        var query = new OcspQuery(IdOf(HashAlgorithmName.SHA1), _house.Issuer.Certificate, default);
        Assert.Equal(CertificateStatus.Good, Check(good, query));
        for (var i = 0; i < good.Length; i++)
        {
            var bent = (byte[])good.Clone();
            bent[i] ^= 0x01;
            Assert.True(Check(bent, query) is null, $"octet {i}");
        }
    }

    private CertificateStatus? Check(byte[] answer, OcspQuery query)
    {
        try
        {
            var response = OcspResponse.Decode(answer);
            var now = _house.Clock.GetUtcNow();
            var single = OcspRules.Check(response, query, now, new CertificateStatusOptions());
            OcspResponderRules.Check(response.Basic!, query.Issuer, now);
            return single.Status;
        }
        catch (Exception e)
            when (e
                    is StatusException
                        or PkiFormatException
                        or System.Formats.Asn1.AsnContentException
                        or CryptographicException
            )
        {
            return null;
        }
    }

    private OcspCertId IdOf(HashAlgorithmName digest) =>
        OcspCertId.Of(CertificateStructure.Decode(_house.Certificate.RawDataMemory), _house.Issuer.Certificate, digest);

    private async Task<CertificateStatusAnswer> AskAsync(Func<HandMadeOcsp, HandMadeOcsp> bend)
    {
        _house.Sources.On("ocsp.example", body => bend(_house.Good).Answer(body));
        return await _house.AskAsync();
    }

    private static byte[] WithoutNonce(byte[] request) =>
        (OcspRequest.Decode(request) with { Nonce = default }).Encode();

    /// <summary>Signs with SHA-1, and says so.</summary>
    private sealed class Sha1Signature(RSA key) : X509SignatureGenerator
    {
        private readonly X509SignatureGenerator _inner = CreateForRSA(key, RSASignaturePadding.Pkcs1);

        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            _inner.SignData(data, HashAlgorithmName.SHA1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
