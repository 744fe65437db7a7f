// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>The authority of development: real RFC 3161, on the machine's own clock. Refuses to run in Production.</summary>
public sealed record BuiltInTimestampAuthority
{
    /// <summary>The key, as a PKCS#11 URI (RFC 7512).</summary>
    public required string Key { get; init; }

    /// <summary>A PEM file: its certificate, with the extended key usage timeStamping, critical and alone.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>Its policy, dotted; null takes the arc for examples.</summary>
    public string? Policy { get; init; }
}
