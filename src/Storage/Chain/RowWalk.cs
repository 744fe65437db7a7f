// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>All rows of the journal by sequence, one at a time, whatever their table. Inside of a transaction it is one snapshot.</summary>
internal sealed class RowWalk : IDisposable
{
    private readonly List<RowCursor> _cursors = [];
    private readonly List<RowCursor> _open = [];
    private RowCursor? _current;

    /// <summary>Rows behind <paramref name="after"/>, null for all, up to and with <paramref name="through"/>.</summary>
    public RowWalk(SqliteConnection connection, long? after = null, long through = long.MaxValue)
    {
        foreach (JournalTable table in JournalTable.All)
        {
            RowCursor cursor = new(connection, table, after, through);
            _cursors.Add(cursor);
            if (cursor.Read())
            {
                _open.Add(cursor);
            }
        }
    }

    /// <summary>The row that <see cref="Read"/> came to.</summary>
    public RowCursor Row => _current ?? throw new InvalidOperationException("No row was read.");

    /// <summary>Goes to the next row; false behind the last one.</summary>
    public bool Read()
    {
        if (_current is not null && !_current.Read())
        {
            _open.Remove(_current);
        }
        _current = _open.MinBy(static c => c.Sequence);
        return _current is not null;
    }

    public void Dispose()
    {
        foreach (RowCursor cursor in _cursors)
        {
            cursor.Dispose();
        }
    }
}
