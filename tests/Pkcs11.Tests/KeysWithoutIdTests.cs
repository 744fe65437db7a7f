// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pkcs11.Tests;

/// <summary>Pairs without CKA_ID, as some tools leave them: an empty CKA_ID in a template matches all of them.</summary>
public sealed class KeysWithoutIdTests : IDisposable
{
    private static readonly Pkcs11Uri One = Pkcs11Uri.Parse("pkcs11:object=one");
    private static readonly Pkcs11Uri Two = Pkcs11Uri.Parse("pkcs11:object=two");
    private readonly SoftHsmToken _token = SoftHsmToken.Create();

    public KeysWithoutIdTests()
    {
        // Whatever comes first in a search: it is another pair's.
        OddKeys.GenerateOrphan(_token, "one");
        OddKeys.Generate(_token, "one", []);
        OddKeys.Generate(_token, "two", []);
        OddKeys.GenerateOrphan(_token, "two");
    }

    public void Dispose() => _token.Dispose();

    [Fact]
    public void PublicKey_WhenKeysHaveNoId_IsThatOfThePrivateKey()
    {
        using var keys = TokenKeys.Open(_token.Options);

        Assert.True(Fits(keys, One));
        Assert.True(Fits(keys, Two));
    }

    [Fact]
    public void Delete_WhenKeysHaveNoId_TakesThePairAndNoOthersPublicKey()
    {
        using var keys = TokenKeys.Open(_token.Options);
        Assert.Equal(4, CountPublicKeys());

        keys.Delete(One);

        Assert.Null(keys.Find(One));
        Assert.True(Fits(keys, Two));
        Assert.Equal(3, CountPublicKeys());
        keys.Delete(Two);
        Assert.Empty(keys.List());
        Assert.Equal(2, CountPublicKeys());
    }

    private static bool Fits(TokenKeys keys, Pkcs11Uri uri)
    {
        var digest = RandomNumberGenerator.GetBytes(32);
        using var key = (ECDsa)keys.ReadPublicKey(uri);
        return key.VerifyHash(digest, keys.SignDigest(uri, SignatureAlgorithm.EcdsaSha256, digest));
    }

    private int CountPublicKeys()
    {
        var (exitCode, output) = OpenSsl.Run(
            "pkcs11-tool",
            ["--module", SoftHsmEnvironment.ModulePath, "--token-label", _token.Label, "-O", "--type", "pubkey"]
        );
        Assert.Equal(0, exitCode);
        return output.Split("Public Key Object").Length - 1;
    }
}
