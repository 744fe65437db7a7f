// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Gives rows that were written before there was a chain their hashes. Only in the upgrade.</summary>
internal sealed class ChainUpdate(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<JournalTable, SqliteCommand> _commands = [];

    public void Execute(JournalTable table, long sequence, byte[] previous, byte[] hash)
    {
        if (!_commands.TryGetValue(table, out SqliteCommand? command))
        {
            command = _commands[table] = Prepare(table);
        }
        command.Parameters[0].Value = previous;
        command.Parameters[1].Value = hash;
        command.Parameters[2].Value = sequence;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Prepare(JournalTable table)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            $"UPDATE {table.Name} SET previous_hash = $previous, row_hash = $hash WHERE sequence = $sequence";
        foreach (string name in (string[])["$previous", "$hash", "$sequence"])
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }
        return command;
    }
}
