// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>Which element may stand in which (ISO 32000-1 §14.8.4): what readers of tables rely on, and no more.</summary>
internal static class StructureRules
{
    private static readonly byte[][] s_names = Array.ConvertAll(
        Enum.GetNames<StructureType>(),
        System.Text.Encoding.ASCII.GetBytes
    );

    /// <summary>The type's name in the file.</summary>
    public static ReadOnlySpan<byte> Name(StructureType type) => s_names[(int)type];

    public static bool Allows(StructureType parent, StructureType child) =>
        child switch
        {
            StructureType.Document => false,
            StructureType.TR => parent == StructureType.Table,
            StructureType.TH or StructureType.TD => parent == StructureType.TR,
            StructureType.Caption => parent is StructureType.Table or StructureType.Figure,
            StructureType.Span => IsText(parent) || parent is StructureType.Link,
            StructureType.Link or StructureType.Figure or StructureType.Form => IsText(parent) || IsGroup(parent),
            StructureType.P => IsGroup(parent) || parent is StructureType.Caption,
            _ => IsGroup(parent),
        };

    /// <summary>True when text and pictures may stand directly in an element of that type.</summary>
    public static bool HoldsContent(StructureType type) =>
        IsText(type)
        || type
            is StructureType.TH
                or StructureType.TD
                or StructureType.Figure
                or StructureType.Link
                or StructureType.Form;

    private static bool IsGroup(StructureType type) =>
        type
            is StructureType.Document
                or StructureType.Sect
                or StructureType.Div
                or StructureType.TH
                or StructureType.TD;

    private static bool IsText(StructureType type) =>
        type
            is StructureType.P
                or StructureType.H1
                or StructureType.H2
                or StructureType.H3
                or StructureType.Span
                or StructureType.Caption;
}
