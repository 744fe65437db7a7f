// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The JSON of <c>hbs admin … --json</c>: one object a line. Names are a contract: fields may be added at the end, never renamed;
/// what is absent is an explicit null. Requests and certificates are PEM.
/// </summary>
internal static class AdminJson
{
    // For a file or a pipe, never for HTML: Vietnamese stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An identity, with the requests and certificates of its versions or without.</summary>
    public static string Line(Identity identity, bool withContents) =>
        Object(json => Write(json, identity, withContents));

    /// <summary>What became of a change.</summary>
    public static string Line(ChangeOutcome outcome) =>
        Object(json =>
        {
            json.WriteString("requestId", outcome.RequestId);
            WriteNumber(json, "version", outcome.Version);
            WriteObject(json, "pending", outcome.Pending, Write);
            WriteObject(json, "identity", outcome.Identity, static (j, i) => Write(j, i, withContents: true));
            WriteTexts(json, "warnings", outcome.Warnings);
            json.WriteBoolean("repeated", outcome.RepeatedRequest);
        });

    /// <summary>A change that waits.</summary>
    public static string Line(PendingChange change) => Object(json => Write(json, change));

    /// <summary>A key in a token.</summary>
    public static string Line(TokenObject found) =>
        Object(json =>
        {
            json.WriteString("token", found.Token);
            json.WriteString("keyUri", found.KeyUri);
            json.WriteString("id", found.Id);
            json.WriteString("label", found.Label);
            json.WriteString("kind", AdminNames.Of(found.Kind));
            WriteArray(json, "certificates", found.Certificates, Write);
        });

    /// <summary>A test signature.</summary>
    public static string Line(string identity, TestSignResponse test) =>
        Object(json =>
        {
            json.WriteString("identity", identity);
            json.WriteNumber("version", test.Version.Number);
            json.WriteString("algorithm", test.Algorithm);
            json.WriteNumber("signingMicroseconds", test.SigningMicroseconds);
        });

    /// <summary>A report.</summary>
    public static string Line(DateTimeOffset until, GetValidityReportResponse report) =>
        Object(json =>
        {
            WriteTime(json, "until", until.ToTimestamp());
            json.WriteNumber("identities", report.Identities);
            WriteArray(
                json,
                "failing",
                report.Failing,
                static (j, entry) =>
                {
                    j.WriteString("identity", entry.Identity);
                    j.WriteString("school", entry.School);
                    WriteNumber(j, "version", entry.Version);
                    WriteTime(j, "signsUntil", entry.SignsUntil);
                    j.WriteString("reason", entry.Reason);
                }
            );
        });

    /// <summary>A notice.</summary>
    public static string Line(WatchIdentitiesResponse notice) =>
        Object(json =>
        {
            json.WriteString("kind", AdminNames.Of(notice.Kind));
            WriteTime(json, "time", notice.Time);
            WriteText(json, "identity", notice.Identity);
            WriteObject(json, "version", notice.Version, static (j, v) => Write(j, v, withContents: false));
            WriteText(json, "administrator", notice.Administrator);
            json.WriteString("description", notice.Description);
            if (notice.Kind == NoticeKind.Expiring)
            {
                json.WriteNumber("daysLeft", notice.DaysLeft);
            }
            else
            {
                json.WriteNull("daysLeft");
            }
            WriteText(json, "changeId", notice.ChangeId);
        });

    /// <summary>A change that was rejected.</summary>
    public static string Rejected(string changeId, string requestId) =>
        Object(json =>
        {
            json.WriteString("requestId", requestId);
            json.WriteString("rejected", changeId);
        });

    private static void Write(Utf8JsonWriter json, Identity identity, bool withContents)
    {
        json.WriteString("tenant", identity.Tenant);
        json.WriteString("id", identity.Definition.Identity);
        json.WriteString("kind", AdminNames.Of(identity.Definition.Kind));
        json.WriteString("school", identity.Definition.School);
        WriteArray(
            json,
            "roles",
            identity.Definition.Roles,
            static (j, grant) =>
            {
                j.WriteString("role", RoleSyntax.NameOf(grant.Role));
                WriteTexts(j, "subjects", grant.Subjects);
            }
        );
        json.WriteBoolean("configured", identity.Configured);
        json.WriteNumber("revision", identity.Revision);
        WriteNumber(json, "activeVersion", identity.ActiveVersion);
        WriteArray(json, "versions", identity.Versions, (j, version) => Write(j, version, withContents));
    }

    private static void Write(Utf8JsonWriter json, IdentityVersion version, bool withContents)
    {
        json.WriteNumber("number", version.Number);
        json.WriteString("state", AdminNames.Of(version.State));
        json.WriteString("keyUri", version.KeyUri);
        WriteTime(json, "createdAt", version.CreatedAt);
        WriteTime(json, "changedAt", version.ChangedAt);
        WriteTime(json, "activateAt", version.ActivateAt);
        WriteText(
            json,
            "resumeState",
            version.ResumeState == VersionState.Unspecified ? "" : AdminNames.Of(version.ResumeState)
        );
        WriteText(json, "reason", version.Reason);
        WriteObject(json, "certificate", version.Certificate, Write);
        if (!withContents)
        {
            return;
        }
        WriteText(json, "certificateRequest", AdminPem.Request(version));
        WriteTexts(
            json,
            "certificateChain",
            version.CertificateChain.Select(static c => PemEncoding.WriteString("CERTIFICATE", c.Span))
        );
    }

    private static void Write(Utf8JsonWriter json, CertificateSummary certificate)
    {
        json.WriteString("subject", certificate.Subject);
        json.WriteString("issuer", certificate.Issuer);
        json.WriteString("serial", certificate.Serial);
        json.WriteString("sha256", Convert.ToHexStringLower(certificate.Sha256.Span));
        WriteTime(json, "notBefore", certificate.NotBefore);
        WriteTime(json, "notAfter", certificate.NotAfter);
        json.WriteString("keyAlgorithm", certificate.KeyAlgorithm);
        json.WriteNumber("keyBits", certificate.KeyBits);
    }

    private static void Write(Utf8JsonWriter json, PendingChange change)
    {
        json.WriteString("changeId", change.ChangeId);
        json.WriteString("administrator", change.Administrator);
        WriteTime(json, "requestedAt", change.RequestedAt);
        WriteTime(json, "expiresAt", change.ExpiresAt);
        json.WriteString("operation", change.Operation);
        json.WriteString("identity", change.Identity);
        json.WriteString("description", change.Description);
    }

    private static string Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteObject<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(
        Utf8JsonWriter json,
        string name,
        IEnumerable<T> values,
        Action<Utf8JsonWriter, T> write
    )
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text) =>
        json.WriteString(name, text.Length == 0 ? null : text);

    private static void WriteNumber(Utf8JsonWriter json, string name, int number)
    {
        if (number == 0)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteNumber(name, number);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp? time) =>
        json.WriteString(name, Iso8601Time.Of(time?.ToDateTimeOffset()));
}
