// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>What a subset has to know of a glyph's outline: its components, and where its instructions stand.</summary>
internal sealed class GlyphOutline
{
    private const int HeaderLength = 10;
    private const int MaxComponents = 256;
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasXAndYScale = 0x0040;
    private const int HasMatrix = 0x0080;
    private const int HasInstructions = 0x0100;

    private readonly List<int> _components = [];

    private GlyphOutline(FontTable data) => Data = data;

    /// <summary>The outline's octets.</summary>
    public FontTable Data { get; }

    /// <summary>Where each component's flags stand (its glyph id follows two octets later); empty for a simple glyph.</summary>
    public IReadOnlyList<int> Components => _components;

    /// <summary>First octet of the instructions' length field; -1 when there is none.</summary>
    public int InstructionsAt { get; private set; } = -1;

    /// <summary>Length of the instructions in octets, without the length field.</summary>
    public int InstructionsLength { get; private set; }

    /// <summary>Reads the outline of a glyph; coordinates are left alone, they are copied as they are.</summary>
    public static GlyphOutline Read(FontTable data)
    {
        var outline = new GlyphOutline(data);
        if (data.Length == 0)
        {
            return outline;
        }
        var contours = data.I16(0);
        if (contours >= 0)
        {
            outline.TakeInstructions(HeaderLength + (contours * 2));
        }
        else
        {
            outline.ReadComponents();
        }
        return outline;
    }

    /// <summary>The glyph that the component at a place of <see cref="Components"/> draws.</summary>
    public int ComponentGlyph(int at) => Data.U16(at + 2);

    private void ReadComponents()
    {
        int flags;
        var at = HeaderLength;
        do
        {
            if (_components.Count == MaxComponents)
            {
                throw FontFault.TooLarge($"{MaxComponents} components of one glyph", Data.OffsetOf(at));
            }
            flags = Data.U16(at);
            Data.U16(at + 2);
            _components.Add(at);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2) + TransformLength(flags);
        } while ((flags & MoreComponents) != 0);
        Data.Slice(0, at);
        if ((flags & HasInstructions) != 0)
        {
            TakeInstructions(at);
        }
    }

    private static int TransformLength(int flags) =>
        (flags & HasScale) != 0 ? 2
        : (flags & HasXAndYScale) != 0 ? 4
        : (flags & HasMatrix) != 0 ? 8
        : 0;

    private void TakeInstructions(int at)
    {
        InstructionsAt = at;
        InstructionsLength = Data.U16(at);
        Data.Slice(at + 2, InstructionsLength);
    }
}
