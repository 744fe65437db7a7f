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
        catch (SqliteException failure)
        {
            throw new InvalidDataException($"The file can't be read: {failure.Message}", failure);
        }
    }

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
