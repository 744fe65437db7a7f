// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;
using Microsoft.Data.Sqlite;

namespace HocBaSo.Signing.Storage;

/// <summary>One read-only connection, opened at first use and again after a fault; used by one caller at a time.</summary>
internal sealed class JournalReader(JournalOptions options)
{
    /// <summary>One statement is one snapshot: an outcome is never seen without its intent.</summary>
    private const string Sql = $"""
        SELECT i.attempt, i.step, i.identity_id, i.certificate_thumbprint, i.claimed_role, i.input_digest, i.digest_to_sign,
               i.signature_scheme, i.digest_algorithm, i.signing_time, i.signature_id,
               o.kind, o.signature_value, o.timestamp_token, o.timestamp_time, o.timestamp_authority, o.result_digest, o.error,
               i.certificate_status, i.status_evidence, i.identity_version,
               o.digest_to_sign
        FROM intent AS i LEFT JOIN outcome AS o ON o.sequence = {OutcomeSql.OfIntent}
        WHERE i.tenant = $tenant AND i.caller = $caller AND i.request_id = $request_id AND i.attempt =
          (SELECT max(attempt) FROM intent WHERE tenant = $tenant AND caller = $caller AND request_id = $request_id)
        ORDER BY i.step
        """;

    /// <summary>Of a request whose intents are in an archive.</summary>
    private const string AttemptSql = $"SELECT max(attempt) FROM ({OutcomeSql.AttemptsOfArchived})";

    private const string PairSql = """
        SELECT lookup_code, xml_digest, pdf_digest, sealed_at FROM pair
        WHERE tenant = $tenant AND caller = $caller AND request_id = $request_id
        """;

    private const int KindColumn = 11;

    private SqliteConnection? _connection;
    private KnownRequests? _known;
    private SqliteCommand? _command;
    private SqliteCommand? _pairCommand;
    private SqliteCommand? _attemptCommand;
    private int _age;

    public JournaledRequest? Find(RequestKey request)
    {
        // Nearly every request is new.
        if (!(_known ??= new KnownRequests(Connect())).Contains(request))
        {
            return null;
        }
        using SqliteDataReader row = Execute(_command ??= Prepare(Sql), request);
        List<SigningIntent> intents = [];
        List<SigningOutcome> outcomes = [];
        while (row.Read())
        {
            intents.Add(Intent(row, request));
            if (!row.IsDBNull(KindColumn))
            {
                outcomes.Add(Outcome(row, request));
            }
        }
        return intents.Count == 0
            ? FindAttempt(request)
            : new JournaledRequest(intents[0].InputDigest, intents[0].Attempt, intents, outcomes);
    }

    private JournaledRequest? FindAttempt(RequestKey request)
    {
        using SqliteDataReader row = Execute(_attemptCommand ??= Prepare(AttemptSql), request);
        return row.Read() && !row.IsDBNull(0) ? new JournaledRequest(default, row.GetInt32(0), [], []) : null;
    }

    public SealedPair? FindPair(RequestKey request)
    {
        using SqliteDataReader row = Execute(_pairCommand ??= Prepare(PairSql), request);
        return row.Read()
            ? new SealedPair
            {
                Request = request,
                LookupCode = row.GetString(0),
                XmlDigest = Blob(row, 1),
                PdfDigest = Blob(row, 2),
                SealedAt = ColumnText.Time(row.GetString(3)),
            }
            : null;
    }

    public StatusEvidence? FindEvidence(ReadOnlyMemory<byte> digest) => EvidenceTable.Find(Connect(), digest);

    /// <summary>Closes a connection that is of another age.</summary>
    public void Grow(int age)
    {
        if (age != _age)
        {
            Close();
            _age = age;
        }
    }

    public void Close()
    {
        _known?.Dispose();
        _command?.Dispose();
        _pairCommand?.Dispose();
        _attemptCommand?.Dispose();
        _connection?.Dispose();
        (_known, _command, _pairCommand, _attemptCommand, _connection) = (null, null, null, null, null);
    }

    /// <summary>The connection, opened when it isn't; stays the reader's.</summary>
    public SqliteConnection Connect() => _connection ??= JournalConnection.OpenReader(options);

    private SqliteCommand Prepare(string sql)
    {
        SqliteCommand command = Connect().CreateCommand();
        command.CommandText = sql;
        foreach (string name in (string[])["$tenant", "$caller", "$request_id"])
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = "" });
        }
        command.Prepare();
        return command;
    }

    private static SqliteDataReader Execute(SqliteCommand command, RequestKey request)
    {
        command.Parameters[0].Value = request.Tenant;
        command.Parameters[1].Value = request.Caller;
        command.Parameters[2].Value = request.RequestId;
        return command.ExecuteReader();
    }

    private static SigningIntent Intent(SqliteDataReader row, RequestKey request) =>
        new()
        {
            Request = request,
            Attempt = row.GetInt32(0),
            Step = row.GetInt32(1),
            IdentityId = row.GetString(2),
            CertificateThumbprint = Blob(row, 3),
            ClaimedRole = row.GetString(4),
            InputDigest = Blob(row, 5),
            DigestToSign = Blob(row, 6),
            Algorithm = new(ColumnText.Scheme(row.GetString(7)), new HashAlgorithmName(row.GetString(8))),
            SigningTime = ColumnText.Time(row.GetString(9)),
            SignatureId = row.GetString(10),
            CertificateStatus = row.IsDBNull(18) ? null : ColumnText.Status(row.GetString(18)),
            StatusEvidence = row.IsDBNull(19) ? default : Blob(row, 19),
            IdentityVersion = row.IsDBNull(20) ? 0 : row.GetInt32(20),
        };

    private static SigningOutcome Outcome(SqliteDataReader row, RequestKey request) =>
        new()
        {
            Request = request,
            Attempt = row.GetInt32(0),
            Step = row.GetInt32(1),
            Kind = ColumnText.Kind(row.GetString(KindColumn)),
            DigestToSign = row.IsDBNull(21) ? default : Blob(row, 21),
            SignatureValue = Blob(row, 12),
            TimestampToken = Blob(row, 13),
            TimestampTime = row.IsDBNull(14) ? null : ColumnText.Time(row.GetString(14)),
            TimestampAuthority = row.IsDBNull(15) ? null : row.GetString(15),
            ResultDigest = Blob(row, 16),
            Error = row.IsDBNull(17) ? null : ColumnText.Error(row.GetString(17)),
        };

    private static ReadOnlyMemory<byte> Blob(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
