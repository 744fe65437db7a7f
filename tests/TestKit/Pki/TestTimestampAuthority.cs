// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>The product's own authority over a key in memory; also a timestamp source without transport.</summary>
public sealed class TestTimestampAuthority : ITimestampSource
{
    private const string Uri = "pkcs11:token=test;object=tsa";

    public TestTimestampAuthority(
        TestPki pki,
        TimeProvider timeProvider,
        TestKey? key = null,
        Validity? validity = null
    )
        : this(key ?? pki.NewKey(), k => pki.Tsa(k.PublicKey, validity), timeProvider) { }

    public TestTimestampAuthority(TestKey key, Func<TestKey, X509Certificate2> certify, TimeProvider timeProvider)
    {
        Signer.Add(Uri, key.Key);
        Certificate = certify(key);
        var identity = new TimestampAuthorityIdentity
        {
            KeyUri = Uri,
            Certificate = Certificate,
            Algorithm = key.Algorithm,
        };
        Authority = new TimestampAuthority(identity, Signer, timeProvider);
    }

    public TimestampAuthority Authority { get; }

    public X509Certificate2 Certificate { get; }

    public SoftwareDigestSigner Signer { get; } = new();

    /// <summary>A token over a digest.</summary>
    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> imprint,
        HashAlgorithmName digest,
        CancellationToken cancellationToken
    )
    {
        var request = new TimeStampReq(Digests.OidOf(digest), imprint, null, 4711, RequestsCertificate: true);
        var response = TimeStampResp.Decode(await Authority.RespondAsync(request.Encode(), cancellationToken));
        if (!response.IsGranted)
        {
            throw new SigningException(SigningErrorKind.TimestampUnavailable, response.Text);
        }

        var info = ParsedToken.Decode(response.Token, TokenStrictness.EveryOctet).Info;
        return new TimestampToken(response.Token, info.GenTime, "test");
    }

    /// <summary>A token over data.</summary>
    public async ValueTask<byte[]> StampAsync(ReadOnlyMemory<byte> data, HashAlgorithmName? digest = null)
    {
        var algorithm = digest ?? HashAlgorithmName.SHA256;
        var imprint = CryptographicOperations.HashData(algorithm, data.Span);
        return (await TimestampAsync(imprint, algorithm, CancellationToken.None)).Token.ToArray();
    }
}
