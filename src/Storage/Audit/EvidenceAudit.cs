// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// Issuers' answers take no part in the chain, but intents name them by digest: each must be there, have its digest, and be what is
/// noted beside it. Where and when it was fetched is not covered.
/// </summary>
internal sealed class EvidenceAudit(
    SqliteConnection connection,
    Func<ReadOnlyMemory<byte>, StatusAnswer?>? read,
    FindingList findings
) : IDisposable
{
    private const int MaxRemembered = 10_000;

    private readonly EvidenceRows _rows = new(connection);
    private readonly HashSet<string> _good = [];
    private readonly int _column = JournalTable.Intent.IndexOf("status_evidence");

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
        if (Defect(_rows.Find(digest.ToArray())) is not { } defect)
        {
            Remember(name);
            return;
        }
        findings.Add(
            AuditFindingKind.EvidenceAltered,
            $"The issuer's answer {name} that row {row.Sequence} names {defect}.",
            row.Sequence
        );
    }

    public void Dispose() => _rows.Dispose();

    private string? Defect(KeptEvidence? evidence) =>
        evidence is not { IsIntact: true } ? "is missing or was altered"
        : evidence.Defects(read) is { Count: > 0 } defects
            ? $"is good, but not what is noted beside it: {string.Join("; ", defects)}"
        : null;

    private void Remember(string name)
    {
        if (_good.Count >= MaxRemembered)
        {
            _good.Clear();
        }
        _good.Add(name);
    }
}
