// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>Whether the journal has an intent of a request, as of the last commit: one descent of one index.</summary>
internal sealed class KnownRequests(SqliteConnection connection) : IDisposable
{
    private const string Sql = "SELECT 1 FROM intent WHERE tenant = ? AND caller = ? AND request_id = ? LIMIT 1";

    private readonly Statement _statement = new(connection, Sql);

    public bool Contains(RequestKey request)
    {
        _statement.BindText(0, Encoding.UTF8.GetBytes(request.Tenant));
        _statement.BindText(1, Encoding.UTF8.GetBytes(request.Caller));
        _statement.BindText(2, Encoding.UTF8.GetBytes(request.RequestId));
        return _statement.Run();
    }

    public void Dispose() => _statement.Dispose();
}
