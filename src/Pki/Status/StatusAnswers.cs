// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Reads answers of issuers that were kept. Proves nothing of them: they were checked when they came.</summary>
public static class StatusAnswers
{
    /// <summary>What an answer says of itself; null when it is neither an OCSP answer that tells something nor a revocation list.</summary>
    /// <param name="content">An OCSPResponse or a CertificateList, DER.</param>
    public static StatusAnswer? Read(ReadOnlyMemory<byte> content) => Try(ReadOcsp, content) ?? Try(ReadCrl, content);

    private static StatusAnswer? ReadOcsp(ReadOnlyMemory<byte> content) =>
        OcspResponse.Decode(content).Basic is { } basic
            ? new StatusAnswer(
                StatusEvidenceKind.Ocsp,
                [.. basic.Responses.Select(static single => (single.ThisUpdate, single.NextUpdate))]
            )
            : null;

    private static StatusAnswer ReadCrl(ReadOnlyMemory<byte> content)
    {
        var list = CertificateRevocationList.Decode(content);
        return new StatusAnswer(StatusEvidenceKind.Crl, [(list.ThisUpdate, list.NextUpdate)]);
    }

    private static StatusAnswer? Try(Func<ReadOnlyMemory<byte>, StatusAnswer?> read, ReadOnlyMemory<byte> content)
    {
        try
        {
            return read(content);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            return null;
        }
    }
}
