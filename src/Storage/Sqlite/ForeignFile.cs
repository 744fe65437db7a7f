// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Reads from a file that somebody else made: what SQLite can't read there is the file's fault, and told as such.</summary>
internal static class ForeignFile
{
    /// <summary>Reads at once.</summary>
    /// <exception cref="InvalidDataException">The file can't be read.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsFault(failure))
        {
            throw new InvalidDataException($"The file can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Whether it is what a damaged or bent file leads to: pages that SQLite can't read, and values of another kind, or none, where
    /// no row of ours has them.
    /// </summary>
    public static bool IsFault(Exception failure) =>
        failure
            is SqliteException
                or InvalidCastException
                or FormatException
                or OverflowException
                or (InvalidOperationException and not ObjectDisposedException);

    /// <summary>Reads as far as is asked.</summary>
    /// <exception cref="InvalidDataException">The file can't be read to its end.</exception>
    public static IEnumerable<T> Each<T>(IEnumerable<T> rows)
    {
        using IEnumerator<T> row = rows.GetEnumerator();
        while (Read(row.MoveNext))
        {
            yield return row.Current;
        }
    }
}
