// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pkcs11;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>
/// Whose a key is already. Tenants may share a token, and a certificate is public: without this the administrator of one tenant
/// could take the key of another one's seal by naming it.
/// </summary>
internal sealed class KeyOwners
{
    private readonly IReadOnlyList<Owned> _keys;

    /// <summary>Takes down who has what.</summary>
    /// <param name="identities">All identities, also those that are not served now: their keys stay theirs.</param>
    /// <param name="serverKeys">The keys of the server itself, which are no tenant's.</param>
    public KeyOwners(IEnumerable<IdentityRecord> identities, IEnumerable<ServerKey> serverKeys) =>
        _keys = [
            .. serverKeys.Select(static k => new Owned(null, "", new NamedKey(k.KeyUri, [k.Certificate]))),
            .. identities.SelectMany(static i =>
                i.Versions.Select(v => new Owned(
                    i.Definition.Tenant,
                    i.Definition.Id,
                    new NamedKey(v.KeyUri, v.CertificateChain.Take(1))
                ))
            ),
        ];

    /// <summary>True when a version of another tenant, or the server itself, has that key.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="keyUri">How the key is named.</param>
    /// <param name="certificates">Certificates that are said to be for it.</param>
    public bool IsForeign(string tenant, string keyUri, IReadOnlyList<X509Certificate2> certificates)
    {
        var key = new NamedKey(keyUri, certificates);
        return _keys.Any(k => k.Tenant != tenant && k.Key.MayBe(key));
    }

    /// <summary>Checks the key of a version that gets a certificate.</summary>
    /// <returns>What to warn of: other identities of the tenant have the key as well.</returns>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.NotPermitted"/>: it is not the tenant's.</exception>
    public IReadOnlyList<string> Check(
        string tenant,
        string identityId,
        string keyUri,
        IReadOnlyList<X509Certificate2> certificates
    )
    {
        if (IsForeign(tenant, keyUri, certificates))
        {
            throw new SigningException(SigningErrorKind.NotPermitted, "The key is not the tenant's.", "key");
        }
        var key = new NamedKey(keyUri, certificates);
        return
        [
            .. _keys
                .Where(k => k.Tenant == tenant && k.Identity != identityId && k.Key.MayBe(key))
                .Select(static k => k.Identity)
                .Distinct(StringComparer.Ordinal)
                .Select(static identity => $"The identity '{identity}' has the same key."),
        ];
    }

    private sealed record Owned(string? Tenant, string Identity, NamedKey Key);

    private sealed class NamedKey(string text, IEnumerable<X509Certificate2> certificates)
    {
        private readonly string _text = text;
        private readonly Pkcs11Uri? _uri = Pkcs11Uri.TryParse(text, out var uri) ? uri : null;
        private readonly IReadOnlyList<byte[]> _keys =
        [
            .. certificates.Select(static c => c.PublicKey.ExportSubjectPublicKeyInfo()),
        ];

        public bool MayBe(NamedKey other) =>
            _text == other._text
            || _keys.Any(key => other._keys.Any(k => k.AsSpan().SequenceEqual(key)))
            || (_uri is not null && other._uri is not null && MayBeSame(_uri, other._uri));

        // One key has many URIs: it is another one only where they contradict each other.
        private static bool MayBeSame(Pkcs11Uri a, Pkcs11Uri b) =>
            Agree(a.IdHex, b.IdHex)
            && Agree(a.Object, b.Object)
            && ((a.IdHex is not null && b.IdHex is not null) || (a.Object is not null && b.Object is not null))
            && Agree(a.Token, b.Token)
            && Agree(a.Serial, b.Serial)
            && Agree(a.Manufacturer, b.Manufacturer)
            && Agree(a.Model, b.Model);

        private static bool Agree(string? a, string? b) => a is null || b is null || a == b;
    }
}
