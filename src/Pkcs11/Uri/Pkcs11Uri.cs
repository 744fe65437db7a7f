// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;

namespace HocBaSo.Signing.Pkcs11;

/// <summary>
/// A PKCS#11 URI (RFC 7512): which token, which object in it. Known path attributes: <c>token</c>, <c>manufacturer</c>, <c>serial</c>,
/// <c>model</c>, <c>object</c>, <c>id</c>, <c>type</c>, <c>slot-id</c>; any other is refused, because ignoring one would widen what is matched.
/// Query: <c>module-name</c> and <c>module-path</c> are ignored (the module is configuration); <c>pin-source</c>, <c>pin-value</c> and anything
/// else are refused (a PIN has no place in a URI that is logged).
/// </summary>
public sealed record Pkcs11Uri
{
    /// <summary>The longest URI that is read, in characters.</summary>
    public const int MaximumLength = 2048;

    /// <summary>The longest CKA_ID and CKA_LABEL, in octets.</summary>
    public const int MaximumValueLength = 255;

    /// <summary>Token label, at most 32 octets of UTF-8; null when not named.</summary>
    public string? Token { get; init; }

    /// <summary>Manufacturer of the token, at most 32 octets.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>Serial number of the token, at most 16 octets.</summary>
    public string? Serial { get; init; }

    /// <summary>Model of the token, at most 16 octets.</summary>
    public string? Model { get; init; }

    /// <summary>CKA_LABEL of the object.</summary>
    public string? Object { get; init; }

    /// <summary>CKA_ID of the object, in lower-case hexadecimal so that two URIs of one key are equal; null when not named.</summary>
    public string? IdHex { get; init; }

    /// <summary>Kind of object.</summary>
    public Pkcs11ObjectType? Type { get; init; }

    /// <summary>Number of the slot.</summary>
    public ulong? SlotId { get; init; }

    /// <summary>Names a private key by its id.</summary>
    /// <param name="token">Token label; null for any token that holds the key.</param>
    /// <param name="id">CKA_ID.</param>
    public static Pkcs11Uri ForPrivateKey(string? token, ReadOnlySpan<byte> id) =>
        new()
        {
            Token = token,
            IdHex = Convert.ToHexStringLower(id),
            Type = Pkcs11ObjectType.Private,
        };

    /// <summary>CKA_ID as octets; null when not named.</summary>
    public byte[]? GetId() => IdHex is null ? null : Convert.FromHexString(IdHex);

    /// <summary>Reads a URI.</summary>
    /// <param name="text">The URI.</param>
    /// <exception cref="FormatException">Not a URI of this kind, an unknown or repeated attribute, or over a limit.</exception>
    public static Pkcs11Uri Parse(string text) =>
        Pkcs11UriParser.Parse(text, out var uri) is { } problem ? throw new FormatException(problem) : uri!;

    /// <summary>Reads a URI; false instead of an exception.</summary>
    /// <param name="text">The URI.</param>
    /// <param name="uri">The result.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Pkcs11Uri? uri)
    {
        uri = null;
        return text is not null && Pkcs11UriParser.Parse(text, out uri) is null;
    }

    /// <summary>The URI as text, attributes in a fixed order; <see cref="Parse"/> gives an equal value back.</summary>
    public override string ToString() => Pkcs11UriFormat.Format(this);
}
