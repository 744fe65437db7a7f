// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Issuers' answers take no part in the chain, but intents name them by digest: each must be there, and have its digest. What is
/// noted beside an answer (where and when it was fetched) is not covered.
/// </summary>
internal sealed class EvidenceAudit : IDisposable
{
    private const int MaxRemembered = 10_000;

    private readonly FindingList _findings;
    private readonly SqliteCommand _command;
    private readonly HashSet<string> _good = [];
    private readonly int _column = JournalTable.Intent.IndexOf("status_evidence");

    public EvidenceAudit(SqliteConnection connection, FindingList findings)
    {
        _findings = findings;
        _command = connection.CreateCommand();
        _command.CommandText = "SELECT content FROM status_evidence WHERE digest = $digest";
        _command.Parameters.Add(new SqliteParameter { ParameterName = "$digest", Value = DBNull.Value });
    }

    public void Visit(RowCursor row)
    {
        if (row.Table != JournalTable.Intent || row.Bytes(_column) is not { IsEmpty: false } digest)
        {
            return;
        }
        string name = Convert.ToHexStringLower(digest);
        if (_good.Contains(name))
        {
            return;
        }
        if (IsGood(digest.ToArray()))
        {
            Remember(name);
            return;
        }
        _findings.Add(
            AuditFindingKind.EvidenceAltered,
            $"The issuer's answer {name} that row {row.Sequence} names is missing or was altered.",
            row.Sequence
        );
    }

    public void Dispose() => _command.Dispose();

    private bool IsGood(byte[] digest)
    {
        _command.Parameters[0].Value = digest;
        return _command.ExecuteScalar() is byte[] content && SHA256.HashData(content).AsSpan().SequenceEqual(digest);
    }

    private void Remember(string name)
    {
        if (_good.Count >= MaxRemembered)
        {
            _good.Clear();
        }
        _good.Add(name);
    }
}
