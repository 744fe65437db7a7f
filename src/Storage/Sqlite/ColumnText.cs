// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Storage;

/// <summary>Values as text in the file. Spelled out here, so that a new name in the code never changes what old rows mean.</summary>
internal static class ColumnText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // "O" writes what TimeFormat says of a time in UTC, several times as fast; each row has two.
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static string Of(SignatureScheme scheme) =>
        scheme switch
        {
            SignatureScheme.RsaPkcs1 => "RSASSA-PKCS1-v1_5",
            SignatureScheme.RsaPss => "RSASSA-PSS",
            SignatureScheme.Ecdsa => "ECDSA",
            SignatureScheme.None => "none",
            _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, message: null),
        };

    public static string Of(OutcomeKind kind) =>
        kind switch
        {
            OutcomeKind.Signed => "signed",
            OutcomeKind.Failed => "failed",
            OutcomeKind.Discarded => "discarded",
            OutcomeKind.Unknown => "unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

    public static string Of(CertificateStatus status) =>
        status switch
        {
            CertificateStatus.Good => "good",
            CertificateStatus.Unknown => "unknown",
            CertificateStatus.Revoked => "revoked",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
        };

    public static string Of(StatusEvidenceKind kind) =>
        kind switch
        {
            StatusEvidenceKind.Ocsp => "ocsp",
            StatusEvidenceKind.Crl => "crl",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

    public static string Of(JournalEventKind kind) =>
        kind switch
        {
            JournalEventKind.NodeStarted => "node-started",
            JournalEventKind.NodeStopped => "node-stopped",
            JournalEventKind.CallerSeen => "caller-seen",
            JournalEventKind.CallRefused => "call-refused",
            JournalEventKind.AdministrationChanged => "administration-changed",
            JournalEventKind.AdministrationPending => "administration-pending",
            JournalEventKind.TokenLoggedIn => "token-logged-in",
            JournalEventKind.TokenLost => "token-lost",
            JournalEventKind.VersionScheduled => "version-scheduled",
            JournalEventKind.IntentsClosed => "intents-closed",
            JournalEventKind.Archived => "archived",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

    public static CertificateStatus Status(string text) =>
        text switch
        {
            "good" => CertificateStatus.Good,
            "unknown" => CertificateStatus.Unknown,
            "revoked" => CertificateStatus.Revoked,
            _ => throw Unknown("certificate status", text),
        };

    public static StatusEvidenceKind EvidenceKind(string text) =>
        text switch
        {
            "ocsp" => StatusEvidenceKind.Ocsp,
            "crl" => StatusEvidenceKind.Crl,
            _ => throw Unknown("kind of evidence", text),
        };

    public static DateTimeOffset Time(string text) =>
        TryTime(text, out DateTimeOffset time) ? time : throw Unknown("time", text);

    /// <summary>The time, or the earliest one there is for a text that is none: a row that was bent has to be shown too.</summary>
    public static DateTimeOffset TimeOrNone(string text) =>
        TryTime(text, out DateTimeOffset time) ? time : DateTimeOffset.MinValue;

    public static SignatureScheme Scheme(string text) =>
        text switch
        {
            "RSASSA-PKCS1-v1_5" => SignatureScheme.RsaPkcs1,
            "RSASSA-PSS" => SignatureScheme.RsaPss,
            "ECDSA" => SignatureScheme.Ecdsa,
            "none" => SignatureScheme.None,
            _ => throw Unknown("signature scheme", text),
        };

    public static OutcomeKind Kind(string text) =>
        text switch
        {
            "signed" => OutcomeKind.Signed,
            "failed" => OutcomeKind.Failed,
            "discarded" => OutcomeKind.Discarded,
            "unknown" => OutcomeKind.Unknown,
            _ => throw Unknown("outcome", text),
        };

    public static SigningErrorKind Error(string text) =>
        Enum.TryParse(text, out SigningErrorKind kind) ? kind : throw Unknown("error", text);

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out time
        );

    private static InvalidDataException Unknown(string what, string text) =>
        new($"The journal holds an unknown {what}: {text}");
}
