// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Whether the journal has a request, as of the last commit: one descent of one index. Behind an archive one of a second, because
/// the archive may have ended between intent and outcome.
/// </summary>
internal sealed class KnownRequests(SqliteConnection connection) : IDisposable
{
    private const string Sql =
        "SELECT attempt FROM intent WHERE tenant = $tenant AND caller = $caller AND request_id = $request_id";

    private readonly Statement _statement = new(
        connection,
        Sql
            + (JournalHeads.Anchor(connection).Sequence > 0 ? " UNION ALL " + OutcomeSql.AttemptsOfArchived : "")
            + " LIMIT 1"
    );

    public bool Contains(RequestKey request)
    {
        _statement.BindText(0, Encoding.UTF8.GetBytes(request.Tenant));
        _statement.BindText(1, Encoding.UTF8.GetBytes(request.Caller));
        _statement.BindText(2, Encoding.UTF8.GetBytes(request.RequestId));
        return _statement.Run();
    }

    public void Dispose() => _statement.Dispose();
}
