// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using HocBaSo.Signing.Pdf.Fonts.Tests;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>Liberation Serif without most letters of the block of Vietnamese (U+1EA0 to U+1EF9).</summary>
internal static class PoorFonts
{
    private static readonly string[] Folders =
    [
        "/usr/share/fonts/truetype/liberation2",
        "/usr/share/fonts/truetype/liberation",
    ];

    public static FontLibrary Load()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.GetFiles(Folders.First(Directory.Exists), "LiberationSerif-*.ttf"))
        {
            var file = File.ReadAllBytes(path);
            Narrow(file, FontFiles.Table(file, "cmap").Offset);
            folder.Write(Path.GetFileName(path), file);
        }
        return FontLibrary.Load(folder.Path);
    }

    /// <summary>Cuts the segments of the block down to their last letter, in each subtable of format 4.</summary>
    private static void Narrow(byte[] file, int map)
    {
        for (var i = 0; i < FontFiles.U16(file, map + 2); i++)
        {
            var table = map + (int)FontFiles.U32(file, map + 4 + (8 * i) + 4);
            if (FontFiles.U16(file, table) != 4)
            {
                continue;
            }
            var length = FontFiles.U16(file, table + 6);
            for (var at = 0; at < length; at += 2)
            {
                var end = FontFiles.U16(file, table + 14 + at);
                if (end is >= 0x1EA0 and <= 0x1EFF)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(table + 16 + length + at), (ushort)end);
                }
            }
        }
    }
}
