// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One signature of a <see cref="SigningPlan"/>: what it covers and where it goes.</summary>
/// <param name="Claim">The role that signs.</param>
/// <param name="SignatureId">
/// The Id of the signature element: role, subject and look-up code, so that parallel copies merge without collision. The
/// Id of its SignatureValue is <c>SV-</c> + this.
/// </param>
public sealed record PlannedSignature(RoleClaim Claim, string SignatureId)
{
    /// <summary>The Ids of the elements it signs, in the order of its References. Empty when it covers the whole document.</summary>
    public required IReadOnlyList<string> SignedIds { get; init; }

    /// <summary>True for the seal: one Reference with URI="" over everything.</summary>
    public bool CoversWholeDocument => SignedIds.Count == 0;

    /// <summary>Where the signature is put; null for formats that have no elements.</summary>
    public SignaturePlace? Place { get; init; }

    /// <summary>
    /// Signatures of the same wave cover nothing of each other and are signed side by side; a wave starts when the one
    /// before it is complete. Counted from 0, never falling along the steps.
    /// </summary>
    public int Wave { get; init; }

    /// <summary>The place on a page that this signature keeps for the seal to come; null for none.</summary>
    public PagePlace? SealPlace { get; init; }

    /// <summary>The Id of the SignatureValue element of a signature.</summary>
    public static string SignatureValueId(string signatureId) => "SV-" + signatureId;
}
