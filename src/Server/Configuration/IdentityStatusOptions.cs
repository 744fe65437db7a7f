// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server;

/// <summary>How the status of an identity's certificate is asked for before it signs.</summary>
public sealed record IdentityStatusOptions
{
    /// <summary>In place of a URL: the responder that this server serves itself.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>Null: warn where there is a URL, here or in the certificate; else off.</summary>
    public CertificateStatusPolicy? Policy { get; init; }

    /// <summary>http or https, or <see cref="BuiltIn"/>; null follows the certificate.</summary>
    public string? Ocsp { get; init; }

    /// <summary>http or https, or <see cref="BuiltIn"/>; null follows the certificate.</summary>
    public string? Crl { get; init; }
}
