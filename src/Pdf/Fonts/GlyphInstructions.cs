// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>Takes the hinting out of an outline.</summary>
internal static class GlyphInstructions
{
    private const int HasInstructions = 0x0100;

    /// <summary>The outline without instructions; <paramref name="octets"/> are the outline's, perhaps with other component ids.</summary>
    public static byte[] Remove(GlyphOutline outline, byte[] octets)
    {
        if (outline.InstructionsAt < 0)
        {
            return octets;
        }
        if (outline.Components.Count > 0)
        {
            foreach (var at in outline.Components)
            {
                var flags = outline.Data.U16(at) & ~HasInstructions;
                BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(at), (ushort)flags);
            }
            return octets[..outline.InstructionsAt];
        }
        var coordinates = outline.InstructionsAt + 2;
        octets.AsSpan(outline.InstructionsAt, 2).Clear();
        return [.. octets[..coordinates], .. octets[(coordinates + outline.InstructionsLength)..]];
    }
}
