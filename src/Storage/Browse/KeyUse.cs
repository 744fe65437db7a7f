// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>How often the key of a version of an identity was used on a day.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="IdentityVersion">Its version; 0 for rows of before there were versions.</param>
/// <param name="CertificateThumbprint">SHA-256 of the certificate.</param>
/// <param name="Day">The day of the outcomes, UTC.</param>
/// <param name="Signed">Signatures that are in documents.</param>
/// <param name="Other">Intents that ended otherwise: the key may have been used.</param>
public sealed record KeyUse(
    string Tenant,
    string IdentityId,
    int IdentityVersion,
    ReadOnlyMemory<byte> CertificateThumbprint,
    DateOnly Day,
    long Signed,
    long Other
);
