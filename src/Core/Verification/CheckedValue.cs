// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>
/// A signature value that was found right with the public key in this very call. Whether a value over a digest is right under a
/// key never changes, so who meets all four again, octet for octet, need not compute it again.
/// </summary>
/// <param name="PublicKeyInfo">The DER SubjectPublicKeyInfo of the key.</param>
/// <param name="Algorithm">Scheme and digest.</param>
/// <param name="Digest">What was signed.</param>
/// <param name="Value">The value; of ECDSA r‖s.</param>
public sealed record CheckedValue(
    ReadOnlyMemory<byte> PublicKeyInfo,
    SignatureAlgorithm Algorithm,
    ReadOnlyMemory<byte> Digest,
    ReadOnlyMemory<byte> Value
)
{
    /// <summary>True when it is that value, over that digest, under that key.</summary>
    public bool Is(
        ReadOnlySpan<byte> publicKeyInfo,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value
    ) =>
        Value.Span.SequenceEqual(value)
        && Digest.Span.SequenceEqual(digest)
        && Algorithm == algorithm
        && PublicKeyInfo.Span.SequenceEqual(publicKeyInfo);

    /// <summary>True when that value, over that digest, under that key, is one of those.</summary>
    public static bool IsAmong(
        IReadOnlyList<CheckedValue> values,
        ReadOnlySpan<byte> publicKeyInfo,
        SignatureAlgorithm algorithm,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> value
    )
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Is(publicKeyInfo, algorithm, digest, value))
            {
                return true;
            }
        }
        return false;
    }
}
