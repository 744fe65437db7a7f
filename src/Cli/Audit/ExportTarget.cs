// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Where an export may be written: nowhere that the journal lives.</summary>
internal static class ExportTarget
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal", ".lock"];

    /// <summary>Refuses the journal's own files, by whatever links and spellings they are named.</summary>
    /// <exception cref="CommandException">The target is one of them.</exception>
    public static void RequireApart(string target, string journal)
    {
        string[] places = [Path.GetFullPath(journal), Resolve(journal)];
        string[] targets = [Path.GetFullPath(target), Resolve(target)];
        var owned = places.SelectMany(static place => Suffixes.Select(suffix => place + suffix));
        // Two names that differ in case are one file on some disks; to refuse both costs nobody much.
        if (owned.Intersect(targets, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw new CommandException($"{target}: is part of the journal; it would be destroyed");
        }
    }

    // Links at the end of the path and on the way there.
    private static string Resolve(string path)
    {
        var full = FinalOf(new FileInfo(path));
        var folder = new DirectoryInfo(Path.GetDirectoryName(full) ?? full);
        var rest = Path.GetFileName(full);
        while (folder.Parent is { } parent)
        {
            if (folder.LinkTarget is not null)
            {
                return Resolve(Path.Combine(FinalOf(folder), rest));
            }
            rest = Path.Combine(folder.Name, rest);
            folder = parent;
        }
        return full;
    }

    // What isn't there yet is no link.
    private static string FinalOf(FileSystemInfo place) =>
        place.LinkTarget is null ? place.FullName : place.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
}
