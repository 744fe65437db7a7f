// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.TestKit;

/// <summary>A timestamp token whose signature value is wrong, and the claim that it was found right: it shows whether anybody computes.</summary>
/// <param name="Token">DER.</param>
/// <param name="Listed">The claim.</param>
public sealed record WrongToken(byte[] Token, CheckedValue Listed)
{
    /// <summary>Spoils the last octet, which is of the signature value.</summary>
    public static WrongToken Of(ReadOnlyMemory<byte> token, ReadOnlyMemory<byte> data, TrustAnchors anchors)
    {
        var verifier = new TimestampTokenVerifier(new CertificatePathValidator());
        // The first look makes the key known, the second one tells.
        verifier.Verify(token, data, anchors.TimestampAuthorities);
        var right = verifier.Verify(token, data, anchors.TimestampAuthorities).CheckedValue;
        var (wrong, value) = (token.ToArray(), right!.Value.ToArray());
        wrong[^1] ^= 1;
        value[^1] ^= 1;
        return new WrongToken(wrong, right with { Value = value });
    }
}
