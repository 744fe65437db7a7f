// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>What a signature covers (ISO 32000-2 §12.8.1): the file from 0 to its end, but for its own /Contents.</summary>
/// <param name="GapStart">The offset of the <c>&lt;</c> of /Contents.</param>
/// <param name="GapEnd">The offset behind its <c>&gt;</c>.</param>
/// <param name="End">Where the signed revision ends.</param>
/// <param name="Contents">The octets of /Contents, padding included.</param>
internal sealed record SignedRange(int GapStart, int GapEnd, int End, ReadOnlyMemory<byte> Contents)
{
    private const int MaxContents = 1 << 20;

    /// <summary>Reads /ByteRange and /Contents and holds them against each other.</summary>
    /// <exception cref="VerificationFaultException">FORMAT_FAILURE.</exception>
    public static SignedRange Read(PdfValue signature, int fileLength)
    {
        var range = Numbers(signature.Find("ByteRange"u8));
        Require(range[0] == 0, "The ByteRange does not start at 0.");
        Require(range[1] > 0 && range[3] > 0, "The ByteRange has an empty or a negative part.");
        Require(range[2] > range[1], "The two parts of the ByteRange overlap, or leave no gap.");
        Require(range[2] <= fileLength && range[3] <= fileLength - range[2], "The ByteRange runs beyond the file.");
        var contents = signature.Find("Contents"u8);
        Require(!contents.IsAbsent, "The signature has no /Contents.");
        Require(contents.Kind == PdfKind.HexString, "/Contents is not a hexadecimal string of the signature itself.");
        Require(
            !contents.Buffer.IsDecoded
                && contents.Offset == range[1]
                && contents.Buffer.OffsetOf(contents.End) == range[2],
            "The gap of the ByteRange is not exactly this signature's /Contents."
        );
        return new SignedRange((int)range[1], (int)range[2], (int)(range[2] + range[3]), Octets(contents));
    }

    /// <summary>The digest of what is covered.</summary>
    public byte[] Digest(ReadOnlySpan<byte> document, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(document[..GapStart]);
        hash.AppendData(document[GapEnd..End]);
        return hash.GetHashAndReset();
    }

    private static long[] Numbers(PdfValue range)
    {
        Require(!range.IsAbsent, "The signature has no /ByteRange.");
        Require(range.IsArray, "The ByteRange is not an array of four integers.");
        var numbers = new List<long>(4);
        foreach (var item in range.Items())
        {
            Require(
                numbers.Count < 4 && item.Kind == PdfKind.Integer,
                "The ByteRange is not an array of four integers."
            );
            numbers.Add(item.Integer);
        }
        Require(numbers.Count == 4, "The ByteRange is not an array of four integers.");
        return [.. numbers];
    }

    private static byte[] Octets(PdfValue contents)
    {
        var digits = contents.Raw[1..^1];
        Require(digits.Length > 0, "/Contents is empty.");
        Require(digits.Length <= MaxContents * 2, "/Contents is too long.");
        var octets = new byte[digits.Length / 2];
        // Pairs without white space between them: then nothing but the value and its padding is in the gap.
        Require(
            digits.Length % 2 == 0 && Convert.FromHexString(digits, octets, out _, out _) == OperationStatus.Done,
            "/Contents holds something besides pairs of hexadecimal digits."
        );
        return octets;
    }

    private static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw VerificationFaultException.Format(reason);
        }
    }
}
