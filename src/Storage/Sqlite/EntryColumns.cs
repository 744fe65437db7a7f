// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Which value goes to which column.</summary>
internal static class EntryColumns
{
    private static readonly string[] Request = ["sequence", "tenant", "node", "recorded_at", "caller", "request_id"];

    private static readonly string[] Head = [.. Request, "attempt", "step"];

    public static string[] Intent { get; } =
    [
        .. Head,
        "identity_id",
        "certificate_thumbprint",
        "claimed_role",
        "input_digest",
        "digest_to_sign",
        "signature_scheme",
        "digest_algorithm",
        "signing_time",
        "signature_id",
        "certificate_status",
        "status_evidence",
        "identity_version",
    ];

    public static string[] Evidence { get; } =
    ["digest", "kind", "source", "this_update", "next_update", "received_at", "content"];

    public static string[] Outcome { get; } =
    [
        .. Head,
        "kind",
        "signature_value",
        "timestamp_token",
        "timestamp_time",
        "timestamp_authority",
        "result_digest",
        "error",
        "intent_sequence",
        "digest_to_sign",
    ];

    public static string[] Pair { get; } = [.. Request, "lookup_code", "xml_digest", "pdf_digest", "sealed_at"];

    public static string[] Event { get; } = [.. Request, "kind", "operation", "subject", "error", "detail", "count"];

    public static string[] Checkpoint { get; } =
    ["number", "sequence", "row_hash", "time", "previous_digest", "canonical", "signature", "timestamp_token"];

    public static string[] KeyUse { get; } =
    ["tenant", "identity_id", "identity_version", "certificate_thumbprint", "day", "signed", "other"];

    public static void Bind(
        InsertStatement insert,
        SigningIntent intent,
        string node,
        long sequence,
        string recordedAt
    ) =>
        BindHead(insert, intent.Request, node, sequence, recordedAt)
            .Add(intent.Attempt)
            .Add(intent.Step)
            .Add(intent.IdentityId)
            .Add(intent.CertificateThumbprint)
            .Add(intent.ClaimedRole)
            .Add(intent.InputDigest)
            .Add(intent.DigestToSign)
            .Add(ColumnText.Of(intent.Algorithm.Scheme))
            .Add(intent.Algorithm.Digest.Name)
            .Add(ColumnText.Of(intent.SigningTime))
            .Add(intent.SignatureId)
            .Add(intent.CertificateStatus is { } status ? ColumnText.Of(status) : null)
            .AddOptional(intent.StatusEvidence)
            .Add(intent.IdentityVersion);

    public static void Bind(InsertStatement insert, StatusEvidence evidence) =>
        insert
            .Start()
            .Add(evidence.Digest)
            .Add(ColumnText.Of(evidence.Kind))
            .Add(evidence.Source)
            .Add(ColumnText.Of(evidence.ThisUpdate))
            .Add(evidence.NextUpdate is { } next ? ColumnText.Of(next) : null)
            .Add(ColumnText.Of(evidence.ReceivedAt))
            .Add(evidence.Content);

    public static void Bind(
        InsertStatement insert,
        SigningOutcome outcome,
        string node,
        long sequence,
        string recordedAt,
        long intentSequence
    ) =>
        BindHead(insert, outcome.Request, node, sequence, recordedAt)
            .Add(outcome.Attempt)
            .Add(outcome.Step)
            .Add(ColumnText.Of(outcome.Kind))
            .Add(outcome.SignatureValue)
            .Add(outcome.TimestampToken)
            .Add(outcome.TimestampTime is { } time ? ColumnText.Of(time) : null)
            .Add(outcome.TimestampAuthority)
            .Add(outcome.ResultDigest)
            .Add(outcome.Error?.ToString())
            .Add(intentSequence)
            .AddOptional(outcome.DigestToSign);

    public static void Bind(InsertStatement insert, SealedPair pair, string node, long sequence, string recordedAt) =>
        BindHead(insert, pair.Request, node, sequence, recordedAt)
            .Add(pair.LookupCode)
            .Add(pair.XmlDigest)
            .Add(pair.PdfDigest)
            .Add(ColumnText.Of(pair.SealedAt));

    public static void Bind(
        InsertStatement insert,
        JournalEvent entry,
        string node,
        long sequence,
        string recordedAt
    ) =>
        BindHead(insert, new RequestKey(entry.Tenant, entry.Caller, entry.RequestId), node, sequence, recordedAt)
            .Add(ColumnText.Of(entry.Kind))
            .Add(entry.Operation)
            .Add(entry.Subject)
            .Add(entry.Error?.ToString())
            .Add(entry.Detail)
            .Add(entry.Count);

    public static void Bind(InsertStatement insert, SealedCheckpoint sealedOne) =>
        insert
            .Start()
            .Add(sealedOne.Checkpoint.Number)
            .Add(sealedOne.Checkpoint.Sequence)
            .Add(sealedOne.Checkpoint.RowHash)
            .Add(ColumnText.Of(sealedOne.Checkpoint.Time))
            .Add(sealedOne.Checkpoint.PreviousDigest)
            .Add(sealedOne.Canonical)
            .Add(sealedOne.Seal.Signature)
            .AddOptional(sealedOne.Seal.TimestampToken);

    public static void Bind(InsertStatement insert, KeyName key, string day, long signed, long other) =>
        insert
            .Start()
            .Add(key.Tenant)
            .Add(key.IdentityId)
            .Add(key.IdentityVersion)
            .Add(key.Thumbprint)
            .Add(day)
            .Add(signed)
            .Add(other);

    private static InsertStatement BindHead(
        InsertStatement insert,
        RequestKey request,
        string node,
        long sequence,
        string recordedAt
    ) =>
        insert
            .Start()
            .Add(sequence)
            .Add(request.Tenant)
            .Add(node)
            .Add(recordedAt)
            .Add(request.Caller)
            .Add(request.RequestId);
}
