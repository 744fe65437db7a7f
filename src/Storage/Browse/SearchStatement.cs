// SPDX-License-Identifier: Apache-2.0
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>
/// A search as SQL: one SELECT for each table that can have an answer, merged by sequence, so that a page ends as soon as it is full.
/// </summary>
internal sealed class SearchStatement
{
    private const string SameStep =
        "tenant = j.tenant AND caller = j.caller AND request_id = j.request_id AND attempt = j.attempt AND step = j.step";

    private readonly JournalSearch _search;
    private readonly List<(string Name, object Value)> _values = [];
    private readonly string[] _tables;
    private readonly bool _hasOutcomeDigest;

    /// <summary>A search in a journal, whose schema may be of before.</summary>
    public SearchStatement(JournalSearch search, IReadOnlyList<string> missing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(search.Limit, 10_000);
        _search = search;
        _hasOutcomeDigest = !missing.Contains("digest_to_sign");
        string common = Common();
        _tables =
        [
            .. new[]
            {
                Table(
                    "intent",
                    common,
                    Only("intent"),
                    IntentDigest(),
                    Is(search.IdentityId, "identity_id = $identity")
                ),
                Table("outcome", common, KindOf("outcome"), OutcomeDigest(), Is(search.IdentityId, OutcomeIdentity)),
                Table("pair", common, Only("pair"), PairDigest(), search.IdentityId is null ? "" : null),
                Table("event", common, KindOf("event"), EventDigest(), Is(search.IdentityId, EventIdentity)),
            }.OfType<string>(),
        ];
    }

    private static string OutcomeIdentity =>
        $"EXISTS (SELECT 1 FROM intent WHERE {SameStep} AND identity_id = $identity)";

    private static string EventIdentity =>
        "(subject = $identity OR substr(subject, 1, length($identity) + 1) = $identity || '/')";

    /// <summary>Sequence and table of up to <paramref name="limit"/> rows.</summary>
    public List<(long Sequence, string Table)> Run(SqliteConnection connection, int limit)
    {
        List<(long Sequence, string Table)> found = [];
        if (_tables.Length == 0)
        {
            return found;
        }
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"{string.Join(" UNION ALL ", _tables)} ORDER BY 1 LIMIT $limit";
        command.Parameters.AddWithValue("$limit", limit);
        foreach ((string name, object value) in _values)
        {
            command.Parameters.AddWithValue(name, value);
        }
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            found.Add((row.GetInt64(0), row.GetString(1)));
        }
        return found;
    }

    // A condition that is null can't hold in the table; an empty one always does.
    private static string? Table(string table, params ReadOnlySpan<string?> conditions)
    {
        List<string> all = [];
        foreach (string? condition in conditions)
        {
            if (condition is null)
            {
                return null;
            }
            if (condition.Length > 0)
            {
                all.Add(condition);
            }
        }
        return $"SELECT j.sequence, '{table}' FROM {table} AS j WHERE {string.Join(" AND ", all)}";
    }

    private string Common()
    {
        List<string> conditions = ["j.sequence > $after"];
        _values.Add(("$after", _search.After));
        Add(conditions, "$tenant", _search.Tenant, "j.tenant = $tenant");
        Add(conditions, "$caller", _search.Caller, "j.caller = $caller");
        Add(
            conditions,
            "$request",
            _search.RequestId,
            "(j.request_id = $request OR substr(j.request_id, 1, length($request) + 1) = $request || '/')"
        );
        Add(conditions, "$from", _search.From is { } from ? ColumnText.Of(from) : null, "j.recorded_at >= $from");
        Add(conditions, "$until", _search.Until is { } until ? ColumnText.Of(until) : null, "j.recorded_at < $until");
        return string.Join(" AND ", conditions);
    }

    private void Add(List<string> conditions, string name, string? value, string condition)
    {
        if (value is not null)
        {
            conditions.Add(condition);
            _values.Add((name, value));
        }
    }

    private string Is(string? identity, string condition)
    {
        if (identity is null)
        {
            return "";
        }
        if (_values.TrueForAll(static v => v.Name != "$identity"))
        {
            _values.Add(("$identity", identity));
        }
        return condition;
    }

    private string? Only(string kind) => _search.Kinds.Count == 0 || _search.Kinds.Contains(kind) ? "" : null;

    private string? KindOf(string table)
    {
        if (_search.Kinds.Count == 0 || _search.Kinds.Contains(table))
        {
            return "";
        }
        string[] names = [.. _search.Kinds.Select((_, i) => $"${table}{i}")];
        _values.AddRange(_search.Kinds.Select((kind, i) => (names[i], (object)kind)));
        return $"j.kind IN ({string.Join(", ", names)})";
    }

    private string IntentDigest()
    {
        if (_search.Digest.IsEmpty)
        {
            return "";
        }
        _values.Add(("$digest", _search.Digest.ToArray()));
        _values.Add(("$subject", Convert.ToHexStringLower(_search.Digest.Span)));
        // What a later wave signed stands in its outcome.
        string later = _hasOutcomeDigest
            ? " OR j.sequence IN (SELECT intent_sequence FROM outcome WHERE digest_to_sign = $digest)"
            : "";
        return "(j.input_digest = $digest OR j.digest_to_sign = $digest"
            + later
            + " OR (j.tenant, j.caller, j.request_id, j.attempt) IN "
            + "(SELECT tenant, caller, request_id, attempt FROM outcome WHERE result_digest = $digest))";
    }

    private string OutcomeDigest() =>
        _search.Digest.IsEmpty ? ""
        : _hasOutcomeDigest ? "(j.result_digest = $digest OR j.digest_to_sign = $digest)"
        : "j.result_digest = $digest";

    private string PairDigest() => _search.Digest.IsEmpty ? "" : "(j.xml_digest = $digest OR j.pdf_digest = $digest)";

    private string EventDigest() => _search.Digest.IsEmpty ? "" : "j.subject = $subject";
}
