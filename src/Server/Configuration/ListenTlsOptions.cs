// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>TLS on the gRPC port, with certificates of clients. Paths are absolute; all files are read again when they change.</summary>
public sealed record ListenTlsOptions
{
    /// <summary>PEM: the server's certificate, then its issuers.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM: the certificate's key, without password; null when it is in the same file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>PEM: the authorities whose clients are let in, at least one file.</summary>
    public required IReadOnlyList<string> ClientAnchorFiles { get; init; }

    /// <summary>PEM or DER: CRLs of those authorities; none asks nobody whether a certificate was revoked.</summary>
    public IReadOnlyList<string> ClientCrlFiles { get; init; } = [];

    /// <summary>How often the files are looked at, in seconds, 1 to 3,600. Default 10.</summary>
    public int ReloadSeconds { get; init; } = 10;
}
