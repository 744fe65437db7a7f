// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>The six capitals before the name of a subset (ISO 32000-2 §9.9.2): equal for equal font files, else different.</summary>
internal static class SubsetTag
{
    private const int Letters = 6;

    public static string Of(ReadOnlySpan<byte> fontFile)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(fontFile, digest);
        var number = BinaryPrimitives.ReadUInt64BigEndian(digest);
        Span<char> tag = stackalloc char[Letters];
        foreach (ref var letter in tag)
        {
            letter = (char)('A' + (int)(number % 26));
            number /= 26;
        }
        return new string(tag);
    }
}
