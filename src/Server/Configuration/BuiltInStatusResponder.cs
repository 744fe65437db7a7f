// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>The OCSP responder and CRL of the development authority. Refuses to run in Production.</summary>
public sealed record BuiltInStatusResponder
{
    /// <summary>The authority's key, as a PKCS#11 URI (RFC 7512).</summary>
    public required string Key { get; init; }

    /// <summary>A PEM file: the authority's certificate.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>A JSON file with what is revoked; read at every request, and it need not exist.</summary>
    public required string RevokedFile { get; init; }

    /// <summary>From thisUpdate to nextUpdate, in seconds, 1 to 604,800. Default 300.</summary>
    public int ValiditySeconds { get; init; } = 300;
}
