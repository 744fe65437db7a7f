// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// The four faces that documents are drawn with: Liberation Serif of the system, or Times New Roman (or Liberation Serif)
/// from a configured folder. Loaded once, at start.
/// </summary>
public sealed class FontFaces
{
    private readonly TrueTypeFont[] _faces;

    private FontFaces(TrueTypeFont[] faces) => _faces = faces;

    /// <summary>The face of a style.</summary>
    public TrueTypeFont this[FontStyle style] => _faces[(int)style];

    /// <summary>Loads the faces.</summary>
    /// <param name="folder">The configured folder; null looks where Debian and Ubuntu put Liberation Serif.</param>
    /// <exception cref="FileNotFoundException">Names each file that is missing, where it was looked for, and what to install.</exception>
    /// <exception cref="InvalidDataException">A file is not a font that can be used; names the file, the reason and the offset.</exception>
    public static FontFaces Load(string? folder = null) =>
        new(Array.ConvertAll(Find(folder is null ? FontFileNames.SystemFolders : [folder]), LoadFace));

    private static string[] Find(IReadOnlyList<string> folders)
    {
        var styles = Enum.GetValues<FontStyle>();
        foreach (var folder in folders)
        {
            var files = FilesOf(folder);
            var found = Array.ConvertAll(styles, style => Find(files, style));
            if (Array.TrueForAll(found, file => file is not null))
            {
                return found!;
            }
        }
        throw new FileNotFoundException(Missing(folders, styles));
    }

    private static string? Find(Dictionary<string, string> files, FontStyle style) =>
        FontFileNames.Of(style).Select(name => files.GetValueOrDefault(name)).FirstOrDefault(file => file is not null);

    private static Dictionary<string, string> FilesOf(string folder)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                files.TryAdd(Path.GetFileName(file), file);
            }
        }
        return files;
    }

    private static string Missing(IReadOnlyList<string> folders, FontStyle[] styles)
    {
        var perFolder = folders.Select(folder =>
        {
            var files = FilesOf(folder);
            var missing = styles
                .Where(style => Find(files, style) is null)
                .Select(style => $"{style} ({string.Join(" or ", FontFileNames.Of(style))})");
            return $"{folder}: {string.Join("; ", missing)}";
        });
        return "Font files are missing. Install fonts-liberation2 (Debian) or fonts-liberation (Ubuntu), or configure a folder "
            + $"with the four faces. Not found in {string.Join(". In ", perFolder)}.";
    }

    private static TrueTypeFont LoadFace(string file)
    {
        try
        {
            var font = TrueTypeFont.Load(ReadBounded(file));
            return font.Metrics is { Embedding: not EmbeddingRights.Restricted, ForbidsSubsetting: false }
                ? font
                : throw new InvalidDataException($"{file}: the maker of this font forbids embedding it.");
        }
        catch (SigningException fault)
        {
            throw new InvalidDataException($"{file}: {fault.Message} ({fault.Field})", fault);
        }
    }

    private static byte[] ReadBounded(string file) =>
        new FileInfo(file).Length <= TableDirectory.MaxBytes
            ? File.ReadAllBytes(file)
            : throw FontFault.TooLarge($"{TableDirectory.MaxBytes} bytes", TableDirectory.MaxBytes);
}
