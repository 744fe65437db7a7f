// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Who a built-in time-stamping authority is.</summary>
public sealed record TimestampAuthorityIdentity
{
    /// <summary>Its key, as a PKCS#11 URI (RFC 7512).</summary>
    public required string KeyUri { get; init; }

    /// <summary>Its certificate: extended key usage critical, timeStamping alone.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Scheme and digest of its signatures; has to fit the key. Default: ECDSA with SHA-256.</summary>
    public SignatureAlgorithm Algorithm { get; init; } = SignatureAlgorithm.EcdsaSha256;

    /// <summary>Its policy, dotted. The default is of the arc that anybody may use for examples.</summary>
    public string Policy { get; init; } = "2.999.3161.1";

    /// <summary>How far its clock may be off. Default: one second.</summary>
    public TimeSpan Accuracy { get; init; } = TimeSpan.FromSeconds(1);
}
