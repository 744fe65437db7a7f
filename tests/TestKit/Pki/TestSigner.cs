// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.TestKit;

/// <summary>One who signs with a key in memory, step by step, as the pipeline does: with a PKI and timestamps of its own.</summary>
public sealed class TestSigner
{
    private readonly TestKey _key;

    public TestSigner(TestKey key)
    {
        _key = key;
        Identity = TestIdentity.Of(Pki.Person("Nguyễn Thị Ánh Tuyết", key.PublicKey), Pki.Issuing.Certificate);
        Timestamps = new TestTimestampAuthority(Pki, TimeProvider.System);
    }

    /// <summary>The signing time of every request.</summary>
    public static DateTimeOffset SigningTime { get; } = new(2026, 5, 25, 8, 0, 0, TimeSpan.Zero);

    public TestPki Pki { get; } = new();

    public SigningIdentity Identity { get; }

    public TestTimestampAuthority Timestamps { get; }

    /// <summary>What the pipeline would ask a format for.</summary>
    public SignatureRequest Request(PlannedSignature planned, string profile, SignatureLevel level) =>
        new()
        {
            Planned = planned,
            Step = new SigningStep(planned.Claim, Identity.Id),
            Identity = Identity,
            Algorithm = AlgorithmPolicy.Choose(Identity, profile),
            Profile = profile,
            Level = level,
            SigningTime = SigningTime,
        };

    /// <summary>Prepares, signs, stamps at level T, and completes.</summary>
    public async Task SignAsync(IOpenDocument document, SignatureRequest request)
    {
        var prepared = document.Prepare(request);
        var value = Sign(prepared);
        document.Complete(prepared, value, await StampAsync(document, request, prepared, value));
    }

    /// <summary>The signature value.</summary>
    public byte[] Sign(PreparedSignature prepared) =>
        SoftwareDigestSigner.Sign(_key.Key, prepared.Algorithm, prepared.Digest.Span);

    /// <summary>The timestamp of a signature at level T; null at level B.</summary>
    public async Task<ReadOnlyMemory<byte>?> StampAsync(
        IOpenDocument document,
        SignatureRequest request,
        PreparedSignature prepared,
        byte[] value
    ) =>
        request.Level == SignatureLevel.BaselineT
            ? await Timestamps.StampAsync(document.DataToTimestamp(prepared, value))
            : (ReadOnlyMemory<byte>?)null;
}
