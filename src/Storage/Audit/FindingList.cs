// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage;

/// <summary>What an audit has found so far; no more than asked for.</summary>
internal sealed class FindingList(int max)
{
    private readonly List<AuditFinding> _findings = [];

    /// <summary>True when nothing was found.</summary>
    public bool IsEmpty => _findings.Count == 0;

    /// <summary>True when there is no room for more: what follows a thorough change would only repeat it.</summary>
    public bool IsFull { get; private set; }

    public void Add(
        AuditFindingKind kind,
        string detail,
        long? sequence = null,
        long? through = null,
        long? checkpoint = null
    )
    {
        if (_findings.Count >= max)
        {
            IsFull = true;
            return;
        }
        _findings.Add(new AuditFinding(kind, sequence, through ?? sequence, checkpoint, detail));
    }

    /// <summary>By row; what concerns no row first.</summary>
    public IReadOnlyList<AuditFinding> ToList() => [.. _findings.OrderBy(static f => f.Sequence ?? 0)];
}
