// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Cli.Tests;

public sealed class CheckpointTrustTests
{
    private static readonly DateTimeOffset s_now = new(2027, 5, 31, 23, 0, 0, TimeSpan.Zero);
    private readonly TestPki _pki = new();
    private readonly TestKey _key = TestKey.Ec();

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(-59)]
    public async Task Check_WhenTheTimestampIsOfTheTimeStated_IsGood(int minutes)
    {
        CheckpointTrust trust = new(_pki.Anchors);

        Assert.Null(trust.Check(await SealedAsync(s_now.AddMinutes(minutes))));
        Assert.Equal(1, trust.Timestamped);
    }

    /// <summary>A history that was made anew later, with times of before, has timestamps of later.</summary>
    [Theory]
    [InlineData(-365 * 24 * 60)]
    [InlineData(-61)]
    [InlineData(61)]
    public async Task Check_WhenTheTimestampIsOfAnotherTime_NamesBoth(int minutes)
    {
        CheckpointTrust trust = new(_pki.Anchors);
        var stated = s_now.AddMinutes(minutes);

        var fault = trust.Check(await SealedAsync(stated));

        Assert.NotNull(fault);
        Assert.Contains($"{stated:u}", fault, StringComparison.Ordinal);
        Assert.Contains($"{s_now:u}", fault, StringComparison.Ordinal);
        Assert.Equal(0, trust.Timestamped);
        Assert.Empty(trust.Signers);
    }

    private async Task<SealedCheckpoint> SealedAsync(DateTimeOffset stated)
    {
        var checkpoint = new JournalCheckpoint
        {
            Node = "node-1",
            Genesis = new byte[32],
            Number = 1,
            Sequence = 10,
            RowHash = new byte[32],
            Time = stated,
            PreviousDigest = new byte[32],
        };
        var canonical = checkpoint.Canonical();
        var certificate = _pki.Seal("Sở Giáo dục", _key.PublicKey);
        var builder = DetachedSignature.Start(certificate, SignatureAlgorithm.EcdsaSha256, canonical);
        var value = SoftwareDigestSigner.Sign(_key.Key, SignatureAlgorithm.EcdsaSha256, builder.DigestToSign());
        var signature = builder.Complete(value, [certificate, _pki.Issuing.Certificate]);
        var authority = new TestTimestampAuthority(_pki, new ManualTimeProvider(s_now));
        return new SealedCheckpoint(
            checkpoint,
            canonical,
            new CheckpointSeal(signature, await authority.StampAsync(signature))
        );
    }
}
