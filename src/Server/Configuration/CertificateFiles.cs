// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Server.Configuration;

/// <summary>Reads certificates from PEM files and checks what can be told without a clock.</summary>
internal static class CertificateFiles
{
    private const int MinRsaBits = 2048;
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";

    /// <summary>All certificates of all files.</summary>
    public static IReadOnlyList<X509Certificate2> ReadAll(IReadOnlyList<string> files, string path, ErrorList errors) =>
        [.. files.SelectMany((file, i) => Read(file, $"{path}[{i}]", errors))];

    /// <summary>The certificates of a file in its order; none, and noted, when it can't be read.</summary>
    public static IReadOnlyList<X509Certificate2> Read(string file, string path, ErrorList errors)
    {
        if (file.Length == 0)
        {
            return [];
        }
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            errors.Require(certificates.Count > 0, path, $"has no certificate in PEM: {file}");
            return [.. certificates];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            errors.Add(path, $"can't be read as certificates in PEM: {file}");
            return [];
        }
    }

    /// <summary>RSA of 2048 bits or more, or ECDSA on P-256 or P-384.</summary>
    public static void RequireSigningKey(X509Certificate2 certificate, string path, ErrorList errors)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        var curve = ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
        errors.Require(
            rsa?.KeySize >= MinRsaBits || curve is P256 or P384,
            path,
            "begins with a certificate whose key is neither RSA of at least 2048 bits nor ECDSA on P-256 or P-384"
        );
    }

    /// <summary>Each certificate is issued, and signed, by the next one.</summary>
    public static void RequireChain(IReadOnlyList<X509Certificate2> chain, string path, ErrorList errors)
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            errors.Require(
                IsIssuedBy(chain[i], chain[i + 1]),
                path,
                $"is not in order: certificate {i + 1} is not issued by certificate {i + 2}"
            );
        }
    }

    // The platform checks the signature only as part of a chain: one of two certificates, at a time when both are valid.
    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags =
            X509VerificationFlags.IgnoreNotTimeValid
            | X509VerificationFlags.AllowUnknownCertificateAuthority
            | X509VerificationFlags.IgnoreInvalidBasicConstraints
            | X509VerificationFlags.IgnoreWrongUsage;
        chain.Build(certificate);
        var isNext =
            chain.ChainElements.Count >= 2
            && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span);
        return isNext
            && !chain
                .ChainElements[0]
                .ChainElementStatus.Any(static s => s.Status.HasFlag(X509ChainStatusFlags.NotSignatureValid));
    }
}
