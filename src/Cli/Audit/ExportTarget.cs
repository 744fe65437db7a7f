// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Storage;

namespace HocBaSo.Signing.Cli;

/// <summary>Where an export may be written: nowhere that the journal lives.</summary>
internal static class ExportTarget
{
    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal", ".lock"];

    /// <summary>Refuses the journal's own files, by whatever links and spellings they are named.</summary>
    /// <exception cref="CommandException">The target is one of them.</exception>
    public static void RequireApart(string target, string journal)
    {
        string[] places = [Path.GetFullPath(journal), RealPath.Of(journal)];
        string[] targets = [Path.GetFullPath(target), RealPath.Of(target)];
        var owned = places.SelectMany(static place => Suffixes.Select(suffix => place + suffix));
        // Two names that differ in case are one file on some disks; to refuse both costs nobody much.
        if (owned.Intersect(targets, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw new CommandException($"{target}: is part of the journal; it would be destroyed");
        }
    }
}
