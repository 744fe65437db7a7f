// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>A ds:Reference as it stands.</summary>
internal sealed class ParsedReference
{
    /// <summary>The element.</summary>
    public required int Element { get; init; }

    public string? Id { get; init; }

    /// <summary>Null when there is none: what it refers to is then the application's to know.</summary>
    public required string? Uri { get; init; }

    public string? Type { get; init; }

    public required ReferenceTransforms Transforms { get; init; }

    /// <summary>Null for one that isn't computed.</summary>
    public required HashAlgorithmName? Digest { get; init; }

    public required byte[] DigestValue { get; init; }

    /// <summary>The element that holds <see cref="DigestValue"/>.</summary>
    public required int DigestValueElement { get; init; }

    /// <summary>What it covers: an element, <see cref="Canonicalizer.WholeDocument"/>, or <see cref="Unresolved"/>.</summary>
    public int Target { get; set; } = Unresolved;

    /// <summary>What is left out of the target, as of <see cref="DigestKey.Excluded"/>.</summary>
    public int Excluded { get; set; } = DigestKey.Nothing;

    /// <summary>True once the digest was found right.</summary>
    public bool Matches { get; set; }

    public const int Unresolved = -2;
}
