// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace HocBaSo.Signing.Server.Hosting;

/// <summary>Goes the way of a start up to where something would be opened, and tells all that it met.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Checks a file.</summary>
    /// <param name="file">The file; the environment overrides it.</param>
    /// <param name="outside">Whose clock tells what ends soon; null for this machine's.</param>
    /// <param name="isWritable">Whether this user may make files in a folder; null asks the system.</param>
    public static async Task<ConfigurationReport> RunAsync(
        string file,
        OutsideParts? outside = null,
        Func<string, bool>? isWritable = null
    )
    {
        var (form, full) = (new ErrorList(), Path.GetFullPath(file));
        if (OptionsFile.TryLoad(file, form) is not { } options)
        {
            return new ConfigurationReport(full, form.Errors, []);
        }
        var (meaning, parts) = (new ErrorList(), outside ?? new OutsideParts());
        await using var given = CheckedOptions.Load(options, parts, NullLoggerFactory.Instance, meaning);
        ConfigurationError[] errors =
        [
            .. form.Errors.Concat(meaning.Errors.Where(error => !form.Errors.Any(e => Follows(error.Path, e.Path)))),
        ];
        var now = parts.Time.GetUtcNow();
        var warnings = new ConfigurationWarnings(options, given, now, isWritable ?? FolderAccess.IsWritable).Find();
        var known = errors.Select(static error => error.Path).ToHashSet(StringComparer.Ordinal);
        return new ConfigurationReport(
            full,
            [.. errors.Distinct()],
            [.. warnings.Where(warning => !known.Contains(warning.Path)).Distinct()]
        );
    }

    // What could not be read has a value that stands for nothing: what that value means is not the file's mistake.
    private static bool Follows(string path, string unread) =>
        path == unread
        || IsWithin(path, unread)
        || unread.StartsWith(path + "[", StringComparison.Ordinal)
        || (unread.EndsWith(".kind", StringComparison.Ordinal) && IsWithin(path, unread[..^"kind".Length] + "roles"));

    private static bool IsWithin(string path, string outer) =>
        path.Length > outer.Length
        && path.StartsWith(outer, StringComparison.Ordinal)
        && path[outer.Length] is '.' or '[';
}
