// SPDX-License-Identifier: Apache-2.0
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// The JSON of <c>hbs sign --json</c>: one object a line. Names are a contract: fields may be added at the end, never renamed;
/// what is not there is an explicit null.
/// </summary>
internal static class SignJson
{
    // For a file or a pipe, never for HTML: Vietnamese stays readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object of a file that was signed, without a line end.</summary>
    public static string Line(SignedFile file) =>
        Object(json =>
        {
            json.WriteString("file", file.Name);
            json.WriteBoolean("signed", true);
            json.WriteString("requestId", file.RequestId);
            json.WriteBoolean("repeated", file.IsRepeated);
            json.WriteStartArray("signatures");
            foreach (var signature in file.Signatures)
            {
                Write(json, signature);
            }
            json.WriteEndArray();
            Write(json, file.Timestamp);
            json.WriteNull("error");
        });

    /// <summary>The object of a file that was not.</summary>
    public static string Line(BatchFailure failure) =>
        Object(json =>
        {
            json.WriteString("file", failure.Name);
            json.WriteBoolean("signed", false);
            json.WriteNull("requestId");
            json.WriteBoolean("repeated", false);
            json.WriteStartArray("signatures");
            json.WriteEndArray();
            json.WriteNull("documentTimestamp");
            json.WriteStartObject("error");
            json.WriteString("kind", failure.Kind);
            json.WriteString("message", failure.Message);
            json.WriteString("field", failure.Field);
            json.WriteEndObject();
        });

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

    private static void Write(Utf8JsonWriter json, SignatureSummary signature)
    {
        json.WriteStartObject();
        json.WriteString("id", signature.SignatureId);
        json.WriteString("role", SignedFile.RoleOf(signature));
        json.WriteString("identity", signature.Identity);
        json.WriteString("serial", signature.CertificateSerial);
        json.WriteString("certificateStatus", NameOf(signature.CertificateStatus));
        json.WriteString("signingTime", Iso8601(signature.SigningTime));
        json.WriteString("timestampTime", Iso8601(signature.TimestampTime));
        json.WriteString("timestampAuthority", signature.TimestampAuthority is { Length: > 0 } name ? name : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DocumentTimestamp? timestamp)
    {
        if (timestamp is null)
        {
            json.WriteNull("documentTimestamp");
            return;
        }
        json.WriteStartObject("documentTimestamp");
        json.WriteString("field", timestamp.FieldName);
        json.WriteString("time", Iso8601(timestamp.Time));
        json.WriteString("authority", timestamp.Authority);
        json.WriteEndObject();
    }

    // A server of an earlier version says nothing.
    private static string? NameOf(CertificateStatus status) =>
        status switch
        {
            CertificateStatus.NotChecked => "not-checked",
            CertificateStatus.Good => "good",
            CertificateStatus.Unknown => "unknown",
            _ => null,
        };

    private static string? Iso8601(Timestamp? time) =>
        time?.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
