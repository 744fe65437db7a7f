// SPDX-License-Identifier: Apache-2.0
using System.Runtime.CompilerServices;
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
    // Versions never change: what they have is read once.
    private static readonly ConditionalWeakTable<IdentityVersion, NamedKey> s_known = new();
    private readonly IReadOnlyList<Owned> _keys;

    /// <summary>Takes down who has what.</summary>
    /// <param name="identities">All identities, also those that are not served now: their keys stay theirs.</param>
    /// <param name="serverKeys">The keys of the server itself, which are no tenant's.</param>
    public KeyOwners(IEnumerable<IdentityRecord> identities, IEnumerable<ServerKey> serverKeys) =>
        _keys = [
            .. serverKeys.Select(static k => new Owned(
                null,
                "",
                new NamedKey([k.KeyUri], [KeyNumbers.Of(k.Certificate.PublicKey)])
            )),
            .. identities.SelectMany(static i =>
                i.Versions.Select(v => new Owned(i.Definition.Tenant, i.Definition.Id, s_known.GetValue(v, KeyOf)))
            ),
        ];

    /// <summary>True when a version of another tenant, or the server itself, has a key that was found in a token.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="found">The key, and certificates that are said to be for it.</param>
    public bool IsForeign(string tenant, TokenObject found) =>
        IsForeign(tenant, new NamedKey(NamesOf(found), NumbersOf(found.Certificates)));

    /// <summary>Checks the key of a version that gets a certificate.</summary>
    /// <param name="tenant">Who asks.</param>
    /// <param name="identityId">Whose version it is.</param>
    /// <param name="keyUri">How the key is named.</param>
    /// <param name="certificates">What is said to be for it, then its issuers, whose keys nobody takes by naming them.</param>
    /// <param name="key">What its token says; null before it was asked.</param>
    /// <returns>What to warn of: other identities of the tenant have the key as well.</returns>
    /// <exception cref="SigningException"><see cref="SigningErrorKind.NotPermitted"/>: it is not the tenant's.</exception>
    public IReadOnlyList<string> Check(
        string tenant,
        string identityId,
        string keyUri,
        IReadOnlyList<X509Certificate2> certificates,
        TokenPublicKey? key
    )
    {
        var named = key is null
            ? new NamedKey([keyUri], NumbersOf(certificates.Take(1)))
            : new NamedKey(
                [keyUri, key.KeyUri],
                [KeyNumbers.OfInfo(key.SubjectPublicKeyInfo), .. NumbersOf(certificates.Take(1))]
            );
        if (IsForeign(tenant, named))
        {
            throw new SigningException(SigningErrorKind.NotPermitted, "The key is not the tenant's.", "key");
        }
        return
        [
            .. _keys
                .Where(k => k.Tenant == tenant && k.Identity != identityId && k.Key.MayBe(named))
                .Select(static k => k.Identity)
                .Distinct(StringComparer.Ordinal)
                .Select(static identity => $"The identity '{identity}' has the same key."),
        ];
    }

    private bool IsForeign(string tenant, NamedKey key) => _keys.Any(k => k.Tenant != tenant && k.Key.MayBe(key));

    // Before there is a certificate, the request tells the key.
    private static NamedKey KeyOf(IdentityVersion version) =>
        new(
            [version.KeyUri],
            KeyNumbers.OfRequest(version.CertificateRequest) is { } requested
                ? [requested, .. NumbersOf(version.CertificateChain.Take(1))]
                : NumbersOf(version.CertificateChain.Take(1))
        );

    private static IEnumerable<byte[]> NumbersOf(IEnumerable<X509Certificate2> certificates) =>
        certificates.Select(static c => KeyNumbers.Of(c.PublicKey));

    // A version may name by its label what a token lists by its id.
    private static IReadOnlyList<string> NamesOf(TokenObject found) =>
        found.Label.Length > 0 && Pkcs11Uri.TryParse(found.KeyUri, out var uri)
            ? [found.KeyUri, new Pkcs11Uri { Token = uri.Token, Object = found.Label }.ToString()]
            : [found.KeyUri];

    private sealed record Owned(string? Tenant, string Identity, NamedKey Key);

    private sealed class NamedKey(IReadOnlyList<string> names, IEnumerable<byte[]> keys)
    {
        private readonly IReadOnlyList<string> _names = names;
        private readonly IReadOnlyList<Pkcs11Uri> _uris =
        [
            .. names.Select(static n => Pkcs11Uri.TryParse(n, out var uri) ? uri : null).OfType<Pkcs11Uri>(),
        ];
        private readonly IReadOnlyList<byte[]> _keys = [.. keys];

        public bool MayBe(NamedKey other) =>
            _names.Any(name => other._names.Contains(name, StringComparer.Ordinal))
            || _keys.Any(key => other._keys.Any(k => k.AsSpan().SequenceEqual(key)))
            || _uris.Any(uri => other._uris.Any(u => MayBeSame(uri, u)));

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
