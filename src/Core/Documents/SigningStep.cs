// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One signature that a request asks for.</summary>
/// <param name="Claim">The role, with the subject for GVBM.</param>
/// <param name="IdentityId">Whose key signs: the name of an identity of the tenant.</param>
public sealed record SigningStep(RoleClaim Claim, string IdentityId)
{
    /// <summary>The person who is replaced: a name, at most 200 characters; null when nobody is.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>In which capacity the signer replaces that person.</summary>
    public SigningCapacity Capacity { get; init; }

    /// <summary>The level; null takes the configured level of the role.</summary>
    public SignatureLevel? Level { get; init; }

    /// <summary>How it shows on a page; null for an invisible signature.</summary>
    public VisibleSignature? Appearance { get; init; }

    /// <summary>
    /// For CBQL only: the place of the seal (PHAT_HANH) that is to come, for a field that has to be made before the
    /// document is certified; null keeps none.
    /// </summary>
    public PagePlace? SealPlace { get; init; }

    /// <summary>
    /// What stands in the signed data as the claimed role: <c>GVBM:TOAN</c>, and for a replacement
    /// <c>CBQL;capacity=KT;on_behalf_of=Nguyễn Văn An</c>.
    /// </summary>
    public string ClaimedRole =>
        (Capacity, OnBehalfOf) switch
        {
            (SigningCapacity.None, null) => Claim.ToString(),
            (SigningCapacity.Kt, _) => $"{Claim};capacity=KT;on_behalf_of={OnBehalfOf}",
            _ => $"{Claim};capacity=SIGNED_IN_PLACE_OF;on_behalf_of={OnBehalfOf}",
        };
}
