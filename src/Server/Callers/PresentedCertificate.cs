// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>
/// The certificate that the client of a connection showed, and proved to have the key of; nothing is said yet of its worth.
/// </summary>
internal sealed class PresentedCertificate
{
    private const int MaxIntermediates = 10;
    private static readonly object s_key = new();

    private PresentedCertificate(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates) =>
        (Certificate, Intermediates, Sha256) = (
            certificate,
            intermediates,
            Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span))
        );

    public X509Certificate2 Certificate { get; }

    /// <summary>What it brought along; not trusted.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>In hex, lower case.</summary>
    public string Sha256 { get; }

    /// <summary>What was last said of it; whoever says it keeps it here.</summary>
    public object? Verdict { get; set; }

    /// <summary>Keeps a certificate with its connection. The handshake's own objects do not outlive it: these are copies.</summary>
    public static void Attach(ConnectionContext connection, X509Certificate certificate, X509Chain? chain)
    {
        var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        var brought = chain?.ChainPolicy.ExtraStore.Take(MaxIntermediates) ?? [];
        connection.Items[s_key] = new PresentedCertificate(
            leaf,
            [.. brought.Select(static c => X509CertificateLoader.LoadCertificate(c.RawDataMemory.Span))]
        );
    }

    /// <summary>Of a call's connection; null when the client showed none.</summary>
    public static PresentedCertificate? Of(HttpContext http) =>
        http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(s_key, out var known) == true
            ? (PresentedCertificate)known!
            : null;
}
