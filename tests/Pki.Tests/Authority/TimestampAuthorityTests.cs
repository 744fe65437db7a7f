// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pki.Tests;

public sealed class TimestampAuthorityTests
{
    private static readonly TestPki Pki = new();
    private readonly TestTimestampAuthority _tsa = new(
        Pki,
        new ManualTimeProvider(new(2026, 5, 30, 0, 0, 0, TimeSpan.Zero))
    );
    private readonly TimeStampReq _request = new(Oids.Sha256, new byte[32], null, 42, RequestsCertificate: true);

    [Fact]
    public async Task Respond_WhenAskedTwice_GivesAnotherSerialNumberEachTime()
    {
        var serials = new HashSet<System.Numerics.BigInteger>();
        for (var i = 0; i < 50; i++)
        {
            Assert.True(serials.Add((await GrantAsync(_request)).Info.SerialNumber));
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Respond_WhenCertificateIsAskedForOrNot_CarriesTheLeafOrNothing(bool asked, int expected)
    {
        var token = await GrantAsync(_request with { RequestsCertificate = asked });

        Assert.Equal(expected, token.SignedData.Certificates.Count);
        Assert.Equal(asked, token.SignedData.HasCertificatesField);
    }

    [Fact]
    public async Task Respond_WhenNonceIsThereOrNot_EchoesIt()
    {
        Assert.Equal(42, (await GrantAsync(_request)).Info.Nonce);
        Assert.Null((await GrantAsync(_request with { Nonce = null })).Info.Nonce);
    }

    [Fact]
    public async Task Verify_WhenCertificateWasNotAskedFor_PassesOnceItIsGiven()
    {
        var response = TimeStampResp.Decode(
            await _tsa.Authority.RespondAsync(
                (_request with { RequestsCertificate = false }).Encode(),
                CancellationToken.None
            )
        );
        var verifier = new TimestampTokenVerifier(new CertificatePathValidator());
        var anchors = Pki.Anchors.TimestampAuthorities;

        var without = verifier.VerifyImprint(response.Token, HashAlgorithmName.SHA256, new byte[32], anchors);
        var with = verifier.VerifyImprint(
            response.Token,
            HashAlgorithmName.SHA256,
            new byte[32],
            anchors,
            extraCertificates: [_tsa.Certificate]
        );

        Assert.Equal(SubIndication.NoSigningCertificateFound, without.SubIndication);
        Assert.True(with.Passed, with.Reason);
    }

    [Fact]
    public async Task Respond_WhenRequestIsNotAcceptable_RejectsWithItsFailure()
    {
        Assert.Equal(
            PkiFailure.BadAlg,
            await RejectAsync(_request with { DigestOid = Oids.Sha1, HashedMessage = new byte[20] })
        );
        Assert.Equal(PkiFailure.BadAlg, await RejectAsync(_request with { DigestOid = "1.2.3" }));
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync(_request with { HashedMessage = new byte[31] }));
        Assert.Equal(PkiFailure.UnacceptedPolicy, await RejectAsync(_request with { Policy = "1.2.3.4" }));
        Assert.Equal(
            PkiFailure.BadRequest,
            await RejectAsync(_request with { Nonce = System.Numerics.BigInteger.Pow(2, 8 * 70) })
        );
    }

    [Fact]
    public async Task Respond_WhenRequestIsMalformed_RejectsWithBadDataFormat()
    {
        var encoded = _request.Encode();
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync([]));
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync([.. encoded, 0]));
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync(encoded[..^1]));
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync(new byte[5000]));
        encoded[4] = 2; // the version
        Assert.Equal(PkiFailure.BadDataFormat, await RejectAsync(encoded));
    }

    [Fact]
    public async Task Respond_WhenKeyIsNotAvailable_RejectsWithSystemFailure()
    {
        _tsa.Signer.Failure = new SigningException(SigningErrorKind.HsmUnavailable, "gone");

        Assert.Equal(PkiFailure.SystemFailure, await RejectAsync(_request));
    }

    [Fact]
    public async Task Respond_WhenRequestIsMutated_NeverThrows()
    {
        var random = new Random(17);
        var encoded = _request.Encode();
        for (var i = 0; i < 2000; i++)
        {
            var mutated = TokenFuzzTests.Mutate(encoded, random);
            TimeStampResp.Decode(await _tsa.Authority.RespondAsync(mutated, CancellationToken.None));
        }
    }

    private async Task<ParsedToken> GrantAsync(TimeStampReq request)
    {
        var response = TimeStampResp.Decode(
            await _tsa.Authority.RespondAsync(request.Encode(), CancellationToken.None)
        );
        Assert.True(response.IsGranted, response.Text);
        return ParsedToken.Decode(response.Token, TokenStrictness.EveryOctet);
    }

    private Task<PkiFailure> RejectAsync(TimeStampReq request) => RejectAsync(request.Encode());

    private async Task<PkiFailure> RejectAsync(byte[] request)
    {
        var response = TimeStampResp.Decode(await _tsa.Authority.RespondAsync(request, CancellationToken.None));
        Assert.False(response.IsGranted);
        return response.Failure;
    }
}
