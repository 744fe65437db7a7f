// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Numbers of objects that stand in every document, so that what is the same in all can be written once.</summary>
internal static class ObjectNumbers
{
    private const int FirstFont = 8;
    private const int PerFont = 6;

    public const int Catalog = 1;
    public const int Pages = 2;
    public const int Info = 3;
    public const int Metadata = 4;
    public const int ColorProfile = 5;
    public const int Resources = 6;
    public const int StructureRoot = 7;

    /// <summary>The first number that is free for anything else.</summary>
    public const int First = FirstFont + (4 * PerFont);

    /// <summary>The Type0 dictionary of a face's shared subset; five more numbers follow it.</summary>
    public static int FontOf(FontStyle style) => FirstFont + ((int)style * PerFont);
}
