// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The inputs of <c>hbs sign</c> and <c>hbs render</c>: what could overwrite something is refused before anything is sent.</summary>
internal static class SignInputs
{
    /// <summary>The files, each to be read when its turn has come.</summary>
    /// <exception cref="CommandException">A name is empty, an output would be an input, or two outputs would bear the same name.</exception>
    public static IReadOnlyList<BatchFile> Check(IReadOnlyList<string> files, string folder)
    {
        if (files.Contains(""))
        {
            throw new CommandException("the name of a file is empty");
        }
        var target = Resolve(folder);
        if (files.FirstOrDefault(file => Resolve(FolderOf(file)) == target) is { } inside)
        {
            throw new CommandException($"{inside}: --out is the folder of this input; inputs are never overwritten");
        }
        var names = files.Select(NameOf).ToList();
        if (names.GroupBy(static n => n, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
        {
            throw new CommandException(
                $"{twice.Key}: two inputs bear this name, so one output would replace the other"
            );
        }
        return [.. files.Select(static file => new BatchFile(NameOf(file), cancel => ReadAsync(file, cancel)))];
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string file, CancellationToken cancellationToken) =>
        await File.ReadAllBytesAsync(file, cancellationToken);

    // "folder/" is no file, but still told by its name.
    private static string NameOf(string file) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(file)) is { Length: > 0 } name ? name : file;

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    // A link to the inputs' folder is the inputs' folder.
    private static string Resolve(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(full)
            ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full
            : full;
    }
}
