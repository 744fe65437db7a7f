// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>Writes RFC 7512 URIs: everything that is not unreserved (RFC 3986 §2.3) is percent-encoded.</summary>
internal static class Pkcs11UriFormat
{
    public static string Format(Pkcs11Uri uri)
    {
        var text = new StringBuilder("pkcs11:");
        Append(text, "token", uri.Token);
        Append(text, "manufacturer", uri.Manufacturer);
        Append(text, "serial", uri.Serial);
        Append(text, "model", uri.Model);
        Append(text, "slot-id", uri.SlotId?.ToString(CultureInfo.InvariantCulture));
        Append(text, "object", uri.Object);
        if (uri.GetId() is { } id)
        {
            // RFC 7512 §2.3: the whole value of id should be percent-encoded.
            Name(text, "id");
            foreach (var octet in id)
            {
                text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        Append(text, "type", TypeName(uri.Type));
        return text.ToString();
    }

    public static string? TypeName(Pkcs11ObjectType? type) =>
        type switch
        {
            Pkcs11ObjectType.Private => "private",
            Pkcs11ObjectType.Public => "public",
            Pkcs11ObjectType.Cert => "cert",
            Pkcs11ObjectType.SecretKey => "secret-key",
            Pkcs11ObjectType.Data => "data",
            _ => null,
        };

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        Name(text, name);
        text.Append(Uri.EscapeDataString(value));
    }

    private static void Name(StringBuilder text, string name) =>
        text.Append(text[^1] == ':' ? "" : ";").Append(name).Append('=');
}
