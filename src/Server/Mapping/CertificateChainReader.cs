// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads certificates of callers: bounded before they are parsed.</summary>
internal static class CertificateChainReader
{
    public const int MaxCertificates = 10;
    public const int MaxBytes = 64 << 10;

    /// <summary>The certificates in their order.</summary>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.InvalidRequest"/> with the field.</exception>
    public static IReadOnlyList<X509Certificate2> Read(IReadOnlyList<ByteString> chain, string field)
    {
        RequestText.Require(
            chain.Count is >= 1 and <= MaxCertificates,
            $"A chain has 1 to {MaxCertificates} certificates.",
            field
        );
        RequestText.Require(
            chain.Sum(static c => (long)c.Length) <= MaxBytes,
            $"A chain has at most {MaxBytes / 1024} KiB.",
            field
        );
        return [.. chain.Select((der, i) => Read(der, $"{field}[{i}]"))];
    }

    // The loader takes PEM and octets behind the certificate as well; the protos promise DER.
    private static X509Certificate2 Read(ByteString der, string field)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            if (certificate.RawDataMemory.Span.SequenceEqual(der.Span))
            {
                return certificate;
            }
            certificate.Dispose();
        }
        catch (CryptographicException e)
        {
            throw Wrong(field, e);
        }
        throw Wrong(field);
    }

    private static SigningException Wrong(string field, Exception? cause = null) =>
        new(SigningErrorKind.InvalidRequest, "That is no certificate in DER.", field, cause);
}
