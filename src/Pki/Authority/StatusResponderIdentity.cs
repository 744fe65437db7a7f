// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Which authority a built-in status responder is.</summary>
public sealed record StatusResponderIdentity
{
    /// <summary>The authority's key, as a PKCS#11 URI (RFC 7512).</summary>
    public required string KeyUri { get; init; }

    /// <summary>The authority's certificate; its key usage allows CRLs.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Scheme and digest of its signatures; has to fit the key. Default: ECDSA with SHA-256.</summary>
    public SignatureAlgorithm Algorithm { get; init; } = SignatureAlgorithm.EcdsaSha256;

    /// <summary>From thisUpdate to nextUpdate. Default: 5 min.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(5);
}
