// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What a digest is of.</summary>
/// <param name="Apex">The element, or <see cref="Canonicalizer.WholeDocument"/>.</param>
/// <param name="Algorithm">How it becomes octets.</param>
/// <param name="Excluded">The signature left out; <see cref="Nothing"/> or <see cref="AllSignatures"/>.</param>
/// <param name="Digest">The digest algorithm.</param>
internal readonly record struct DigestKey(
    int Apex,
    CanonicalizationAlgorithm Algorithm,
    int Excluded,
    HashAlgorithmName Digest
)
{
    public const int Nothing = -1;
    public const int AllSignatures = -2;
}
