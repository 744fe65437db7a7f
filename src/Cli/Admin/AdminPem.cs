// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>Requests and certificates as PEM (RFC 7468).</summary>
internal static class AdminPem
{
    /// <summary>The last request of a version; empty when there is none.</summary>
    public static string Request(IdentityVersion version) => Request(version.CertificateRequest.Span);

    /// <summary>A request; empty when there is none.</summary>
    public static string Request(ReadOnlySpan<byte> der) =>
        der.IsEmpty ? "" : PemEncoding.WriteString("CERTIFICATE REQUEST", der);

    /// <summary>The chain of a version; empty when there is none.</summary>
    public static string Chain(IdentityVersion version) =>
        string.Join('\n', version.CertificateChain.Select(static c => PemEncoding.WriteString("CERTIFICATE", c.Span)));
}
