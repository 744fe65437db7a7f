// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a document's profile says of the signature found in one container.</summary>
/// <param name="Container">The element that holds the signature.</param>
/// <param name="Claim">The role that the container stands for.</param>
/// <param name="SignatureId">The Id that the signature has to bear.</param>
public sealed record ExpectedSignature(int Container, RoleClaim Claim, string SignatureId)
{
    /// <summary>The Ids that it has to sign, neither more nor fewer; empty when it has to cover the whole document.</summary>
    public required IReadOnlyList<string> SignedIds { get; init; }

    /// <summary>True for the seal.</summary>
    public bool CoversWholeDocument => SignedIds.Count == 0;
}
