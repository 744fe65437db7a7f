// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Pkcs11.Tests;

[Collection(AloneCollection.Name)]
public sealed class AllocationTests(ITestOutputHelper output)
{
    // One job, its task, the signature, and the awaiting continuation: measured 336 octets.
    private const long Limit = 1024;
    private const int Signatures = 1000;

    [Fact]
    public async Task Sign_WhenWarm_AllocatesLittlePerSignature()
    {
        await using var rig = new Rig();
        await using var signer = new Pkcs11DigestSigner(rig.Options);
        await signer.StartAsync();
        await Run(signer, rig.Uri);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Run(signer, rig.Uri);
        var perSignature = (GC.GetTotalAllocatedBytes(precise: true) - before) / Signatures;

        output.WriteLine($"{perSignature} octets per signature");
        Assert.InRange(perSignature, 1, Limit);
    }

    private static async Task Run(Pkcs11DigestSigner signer, string uri)
    {
        var digest = new byte[32];
        for (var i = 0; i < Signatures; i++)
        {
            await signer.SignDigestAsync(uri, SignatureAlgorithm.EcdsaSha256, digest, default);
        }
    }
}
