// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Reads certificates from files, PEM (any number) or DER (one).</summary>
internal static class PemCertificates
{
    // A whole national trust list is below 100 KB.
    private const long MaxFileSize = 4 * 1024 * 1024;

    /// <summary>The certificates of all files, in their order.</summary>
    /// <exception cref="CommandException">A file can't be read or holds no certificate.</exception>
    public static IReadOnlyList<X509Certificate2> Read(IEnumerable<string> files) =>
        files.SelectMany(ReadFile).DistinctBy(static c => c.Thumbprint).ToList();

    /// <summary>The anchors of signers and of time-stamping authorities; those of signers for both when there are no others.</summary>
    /// <exception cref="CommandException">A file can't be read or holds no certificate.</exception>
    public static TrustAnchors Anchors(string[] trust, string[] tsaTrust)
    {
        var signers = Read(trust);
        return new TrustAnchors(signers, tsaTrust.Length == 0 ? signers : Read(tsaTrust));
    }

    private static List<X509Certificate2> ReadFile(string file)
    {
        if (file.Length == 0)
        {
            throw new CommandException("the name of a file of certificates is empty");
        }
        try
        {
            if (new FileInfo(file).Length > MaxFileSize)
            {
                throw new CommandException($"{file}: too large for a file of certificates");
            }
            var octets = File.ReadAllBytes(file);
            var certificates = IsPem(octets) ? FromPem(octets) : [X509CertificateLoader.LoadCertificate(octets)];
            return certificates.Count > 0 ? certificates : throw new CommandException($"{file}: no certificate in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file}: {e.Message}");
        }
        catch (CryptographicException)
        {
            throw new CommandException($"{file}: not a certificate, neither PEM nor DER");
        }
    }

    private static bool IsPem(byte[] octets) => octets.AsSpan().IndexOf("-----BEGIN "u8) >= 0;

    private static List<X509Certificate2> FromPem(byte[] octets)
    {
        var collection = new X509Certificate2Collection();
        collection.ImportFromPem(System.Text.Encoding.UTF8.GetString(octets));
        return [.. collection];
    }
}
