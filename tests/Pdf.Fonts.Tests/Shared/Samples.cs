// SPDX-License-Identifier: Apache-2.0

namespace HocBaSo.Signing.Pdf.Fonts.Tests;

/// <summary>The system's faces, loaded once.</summary>
internal static class Samples
{
    public static FontFaces Faces { get; } = FontFaces.Load();

    public static TrueTypeFont Regular => Faces[FontStyle.Regular];

    public static string RegularFile { get; } =
        FontFileNames
            .SystemFolders.Select(folder => Path.Combine(folder, "LiberationSerif-Regular.ttf"))
            .First(File.Exists);
}
