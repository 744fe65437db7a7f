// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Server.Configuration;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Who the built-in time-stamping authority is.</summary>
internal static class BuiltInAuthority
{
    private const string Path = "builtInTimestampAuthority.certificate";
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Null when there is none, or when something is wrong with it, which is then noted.</summary>
    public static TimestampAuthorityIdentity? Load(SigningServerOptions options, ErrorList errors)
    {
        if (options.BuiltInTimestampAuthority is not { } builtIn)
        {
            return null;
        }
        var certificates = CertificateFiles.Read(builtIn.CertificateFile, Path, errors);
        if (certificates is not [var certificate, ..])
        {
            return null;
        }
        CertificateFiles.RequireSigningKey(certificate, Path, errors);
        errors.Require(
            IsForTimestamps(certificate),
            Path,
            "lacks the extended key usage timeStamping, critical and alone"
        );
        var identity = new TimestampAuthorityIdentity
        {
            KeyUri = builtIn.Key,
            Certificate = certificate,
            Algorithm = AlgorithmOf(certificate),
        };
        return builtIn.Policy is { } policy ? identity with { Policy = policy } : identity;
    }

    // RFC 3161 §2.3.
    private static bool IsForTimestamps(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList() is [{ Critical: true } usage]
        && usage.EnhancedKeyUsages.Count == 1
        && usage.EnhancedKeyUsages[0].Value == TimeStamping;

    public static SignatureAlgorithm AlgorithmOf(X509Certificate2 certificate)
    {
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa?.KeySize switch
        {
            null => SignatureAlgorithm.RsaPssSha256,
            384 => SignatureAlgorithm.EcdsaSha384,
            _ => SignatureAlgorithm.EcdsaSha256,
        };
    }
}
