// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>How the files of the two Times-metric families are called; letter case doesn't count.</summary>
internal static class FontFileNames
{
    /// <summary>Folders of Debian's fonts-liberation2 and Ubuntu's fonts-liberation, first found first taken.</summary>
    public static IReadOnlyList<string> SystemFolders { get; } =
    ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"];

    /// <summary>The names of a style: Windows, macOS, the core fonts package, Liberation.</summary>
    public static IReadOnlyList<string> Of(FontStyle style) =>
        style switch
        {
            FontStyle.Regular =>
            [
                "times.ttf",
                "Times New Roman.ttf",
                "Times_New_Roman.ttf",
                "LiberationSerif-Regular.ttf",
            ],
            FontStyle.Bold =>
            [
                "timesbd.ttf",
                "Times New Roman Bold.ttf",
                "Times_New_Roman_Bold.ttf",
                "LiberationSerif-Bold.ttf",
            ],
            FontStyle.Italic =>
            [
                "timesi.ttf",
                "Times New Roman Italic.ttf",
                "Times_New_Roman_Italic.ttf",
                "LiberationSerif-Italic.ttf",
            ],
            FontStyle.BoldItalic =>
            [
                "timesbi.ttf",
                "Times New Roman Bold Italic.ttf",
                "Times_New_Roman_Bold_Italic.ttf",
                "LiberationSerif-BoldItalic.ttf",
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(style), style, "Not a style."),
        };
}
