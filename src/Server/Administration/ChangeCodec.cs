// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>A change as octets, to wait for a second administrator through restarts.</summary>
internal static class ChangeCodec
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Converters = { new JsonStringEnumConverter(), new CertificateConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static byte[] Write(IdentityChange change) => JsonSerializer.SerializeToUtf8Bytes(change, s_options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It can't be read: another server's, or damaged.</exception>
    public static IdentityChange Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<IdentityChange>(content.Span, s_options)
                ?? throw new InvalidDataException("A pending change is empty.");
        }
        catch (Exception e)
            when (e is JsonException or NotSupportedException or CryptographicException or FormatException)
        {
            throw new InvalidDataException("A pending change can't be read.", e);
        }
    }

    private sealed class CertificateConverter : JsonConverter<X509Certificate2>
    {
        public override X509Certificate2 Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            X509CertificateLoader.LoadCertificate(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, X509Certificate2 value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.RawDataMemory.Span);
    }
}
