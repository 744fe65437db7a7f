// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;
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

        var least = await Allocation.LeastOfProcessAsync(Limit * Signatures, () => Run(signer, rig.Uri));

        output.WriteLine($"{Signatures} signatures: {least}");
        Assert.True(least.Bytes is > 0 and <= Limit * Signatures, $"{least}");
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
