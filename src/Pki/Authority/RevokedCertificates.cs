// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// The revocations of the development authority, in a small JSON file: <c>[{"serial": "4A01…", "time": "2026-05-31T08:00:00Z",
/// "reason": "keyCompromise"}]</c>. A file that is missing revokes nothing.
/// </summary>
public static class RevokedCertificates
{
    private const int MaxFileLength = 1 << 20;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static IReadOnlyList<RevokedCertificate> Read(string file)
    {
        try
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            if (stream.Length > MaxFileLength)
            {
                throw new InvalidDataException($"{file} is too long.");
            }

            var list = JsonSerializer.Deserialize<List<RevokedCertificate?>>(stream, Format) ?? [];
            return [.. list.Select(entry => Checked(entry, file))];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{file} can't be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is no list of revocations: {e.Message}", e);
        }
    }

    /// <summary>The octets of a file.</summary>
    public static byte[] Write(IEnumerable<RevokedCertificate> certificates) =>
        JsonSerializer.SerializeToUtf8Bytes(certificates, Format);

    internal static CrlReason ReasonOf(RevokedCertificate certificate) =>
        Enum.Parse<CrlReason>(certificate.Reason, ignoreCase: true);

    private static RevokedCertificate Checked(RevokedCertificate? entry, string file)
    {
        var serial = entry?.Serial?.TrimStart('0').ToUpperInvariant() ?? "";
        var isGood =
            entry is not null
            && serial.Length is > 0 and <= 40
            && serial.All(char.IsAsciiHexDigit)
            && Enum.TryParse<CrlReason>(entry.Reason, ignoreCase: true, out var reason)
            && Enum.IsDefined(reason)
            && reason != CrlReason.RemoveFromCrl
            && !int.TryParse(entry.Reason, out _);
        return isGood
            ? entry! with
            {
                Serial = serial,
            }
            : throw new InvalidDataException(
                $"{file} has an entry without a serial number in hex or with an unknown reason."
            );
    }
}
