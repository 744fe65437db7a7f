// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Pdf.Tests.Signing;
using HocBaSo.Signing.Xml.Tests.Syntax;

namespace HocBaSo.Signing.Fuzz;

/// <summary>
/// Changes a PDF by chance from a seed. A changed length breaks the cross-reference and hides all behind it, so most
/// changes keep the length, or go into objects whose table is written after them.
/// </summary>
internal sealed class PdfMutator(int seed)
{
    private static readonly string[] Bodies =
    [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 6 0 R] /SigFlags 3 >> /Perms << /UR3 5 0 R >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [4 0 R] >>",
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Other) /Rect [0 0 0 0] /V 5 0 R >>",
        "<< /Type /Sig /Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(X)] >> >>] >>",
        "<< /T (a) /Kids [7 0 R] >>",
        "<< /T (b) /FT /Sig /Parent 6 0 R >>",
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] original) =>
        _random.Next(4) switch
        {
            0 => new ByteMutator(seed, PdfTokens.All).Mutate(original),
            1 => Rebuilt(),
            _ => InPlace(original),
        };

    private byte[] InPlace(byte[] original)
    {
        var bytes = original.ToArray();
        for (var changes = _random.Next(1, 5); changes > 0; changes--)
        {
            var part =
                _random.Next(2) == 0 ? [(byte)_random.Next(256)] : PdfTokens.All[_random.Next(PdfTokens.All.Count)];
            var at = _random.Next(Math.Max(1, bytes.Length - part.Length));
            part.AsSpan(0, Math.Min(part.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }

    private byte[] Rebuilt()
    {
        var bodies = (string[])Bodies.Clone();
        var changed = _random.Next(bodies.Length);
        var body = new ByteMutator(seed, PdfTokens.All).Mutate(Encoding.Latin1.GetBytes(bodies[changed]));
        bodies[changed] = Encoding.Latin1.GetString(body);
        return HandMadePdf.Build(bodies);
    }
}
