// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>What stays bound from row to row is what the row is given.</summary>
public sealed class InsertStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly InsertStatement _insert;

    public InsertStatementTests()
    {
        _connection.Open();
        JournalConnection.Execute(_connection, "CREATE TABLE t (v ANY, w TEXT UNIQUE) STRICT;");
        _insert = new InsertStatement(_connection, "t", ["v", "w"]);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    [Fact]
    public void Execute_WhenATextComesAgainBehindSomethingElse_WritesIt()
    {
        _insert.Start().Add("x").Add("1").Execute();
        _insert.Start().Add((string?)null).Add("2").Execute();
        _insert.Start().Add("x").Add("3").Execute();
        _insert.Start().Add((ReadOnlyMemory<byte>)new byte[] { 1 }).Add("4").Execute();
        _insert.Start().Add("x").Add("5").Execute();
        _insert.Start().Add(7).Add("6").Execute();
        _insert.Start().Add("x").Add("7").Execute();
        _insert.Start().Add("xyz").Add("8").Execute();
        _insert.Start().Add("").Add("9").Execute();
        _insert.Start().Add("").Add("ộ").Execute();

        Assert.Equal(
            ["text x", "null ", "text x", "blob 01", "text x", "integer 7", "text x", "text xyz", "text ", "text "],
            Rows()
        );
    }

    [Fact]
    public void Execute_WhenARowWasRefused_WritesTheSameTextsInTheNext()
    {
        _insert.Start().Add("x").Add("1").Execute();
        Assert.Throws<SqliteException>(() => _insert.Start().Add("y").Add("1").Execute());

        _insert.Start().Add("y").Add("2").Execute();
        _insert.Start().Add("x").Add("3").Execute();

        Assert.Equal(["text x", "text y", "text x"], Rows());
    }

    private List<string> Rows()
    {
        List<string> rows = [];
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText =
            "SELECT typeof(v) || ' ' || CASE typeof(v) WHEN 'blob' THEN hex(v) ELSE coalesce(v, '') END FROM t ORDER BY rowid";
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            rows.Add(row.GetString(0));
        }
        return rows;
    }
}
