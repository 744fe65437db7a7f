// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>CRL validation over a path (RFC 5280 §6.3). A certificate without a complete answer is TRY_LATER, never good.</summary>
/// <param name="evidence">The CRLs.</param>
/// <param name="candidates">Certificates that may have signed them.</param>
/// <param name="time">The time that the answer is for.</param>
/// <param name="pathOf">The valid path of a signer's certificate to the anchors; null when there is none.</param>
internal sealed class RevocationRules(
    RevocationEvidence evidence,
    IReadOnlyList<X509Certificate2> candidates,
    DateTimeOffset time,
    Func<X509Certificate2, IReadOnlyList<X509Certificate2>?> pathOf
)
{
    private readonly List<CertificateRevocationList> _lists =
    [
        .. evidence.Crls.Select(TryRead).OfType<CertificateRevocationList>(),
    ];
    private readonly List<PathCertificate> _signers =
    [
        .. candidates
            .Where(static c => PublicKeyWork.Of(c) is not null)
            .Select(PathCertificate.TryRead)
            .OfType<PathCertificate>(),
    ];

    private readonly Dictionary<CertificateRevocationList, List<PathCertificate>> _signersOf = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<PathCertificate, bool> _isTrusted = new(ReferenceEqualityComparer.Instance);

    /// <summary>Null when no certificate of the path below the anchor was revoked.</summary>
    public PathValidationResult? Check(IReadOnlyList<X509Certificate2> path)
    {
        for (var i = path.Count - 2; i >= 0; i--)
        {
            if (PathCertificate.TryRead(path[i]) is { } certificate && Check(certificate, path) is { } doubt)
            {
                return doubt;
            }
        }

        return null;
    }

    private PathValidationResult? Check(PathCertificate certificate, IReadOnlyList<X509Certificate2> path)
    {
        var covered = ReasonFlags.None;
        foreach (var point in DistributionPoint.Of(certificate.Structure))
        {
            foreach (var list in _lists.Where(l => l.BaseNumber is null && Serves(l, point, certificate)))
            {
                var delta = NewestDelta(list, point, certificate);
                if (EntryOf(certificate, list, delta) is { } entry && entry.Time <= time)
                {
                    return PathValidationResult.Doubt(
                        SubIndication.Revoked,
                        $"The certificate of {NameText.OfSubject(certificate.Certificate)} was revoked at {entry.Time:u} ({entry.Reason}).",
                        path
                    );
                }

                // RFC 5280 §5.2: what isn't understood may change what absence from the list means, of a delta as well.
                var isUnderstood = !list.HasUnknownCritical && delta is not { HasUnknownCritical: true };
                covered |= isUnderstood ? point.Reasons & list.Scope.Reasons : ReasonFlags.None;
            }
        }

        return covered == ReasonFlags.All
            ? null
            : PathValidationResult.Doubt(
                SubIndication.TryLater,
                $"No complete and current CRL tells whether the certificate of {NameText.OfSubject(certificate.Certificate)} was revoked.",
                path
            );
    }

    /// <summary>Each delta holds all changes since its base, so the newest one says all; null when there is none (RFC 5280 §5.2.4).</summary>
    private CertificateRevocationList? NewestDelta(
        CertificateRevocationList list,
        DistributionPoint point,
        PathCertificate certificate
    ) => _lists.Where(d => IsDeltaOf(d, list) && Serves(d, point, certificate)).MaxBy(static d => d.Number);

    /// <summary>RFC 5280 §6.3.3 b, f, g: issuer, scope, time and signature fit.</summary>
    private bool Serves(CertificateRevocationList list, DistributionPoint point, PathCertificate certificate)
    {
        var issuerFits =
            point.CrlIssuers.Count > 0
                ? point.CrlIssuers.Contains(list.Issuer) && list.Scope.IsIndirect
                : list.Issuer == DistinguishedNames.Normalize(certificate.Structure.Issuer);
        return issuerFits
            && list.Scope.Covers(point, IsAuthority(certificate.Structure))
            && list.NextUpdate >= time
            && IsSigned(list);
    }

    internal static bool IsAuthority(CertificateStructure certificate)
    {
        var value = certificate.ExtensionValue(Oids.BasicConstraints);
        if (value.IsEmpty)
        {
            return false;
        }

        var constraints = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        return constraints.HasData
            && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)
            && constraints.ReadBoolean();
    }

    private bool IsSigned(CertificateRevocationList list)
    {
        if (!_signersOf.TryGetValue(list, out var signers))
        {
            signers = [.. _signers.Where(s => HasSigned(s, list))];
            _signersOf[list] = signers;
        }

        return signers.Exists(IsTrusted);
    }

    private static bool HasSigned(PathCertificate signer, CertificateRevocationList list) =>
        SignatureAlgorithms.Resolve(list.SignatureAlgorithm, null, AsnEncodingRules.DER) is { } algorithm
        && !Digests.IsWeak(algorithm.Digest)
        && DistinguishedNames.Normalize(signer.Structure.Subject) == list.Issuer
        && (KeyUsages.Of(signer.Structure) ?? X509KeyUsageFlags.CrlSign).HasFlag(X509KeyUsageFlags.CrlSign)
        && SignatureAlgorithms.Verify(signer.Certificate, algorithm, list.Tbs.Span, list.Signature.Span);

    /// <summary>
    /// A signer may not have been revoked either. Where that leads back to the signer itself (its own issuer's CRL is
    /// signed with its key), the circle is taken as closed: a CRL that lists it still refuses.
    /// </summary>
    private bool IsTrusted(PathCertificate signer)
    {
        if (!_isTrusted.TryGetValue(signer, out var trusted))
        {
            _isTrusted[signer] = true;
            trusted = pathOf(signer.Certificate) is { } path && Check(path) is null;
            if (!trusted)
            {
                // What was decided while this signer was taken for good is to be decided again.
                _isTrusted.Clear();
            }

            _isTrusted[signer] = trusted;
        }

        return trusted;
    }

    private static CrlEntry? EntryOf(
        PathCertificate certificate,
        CertificateRevocationList list,
        CertificateRevocationList? delta
    )
    {
        var issuer = DistinguishedNames.Normalize(certificate.Structure.Issuer);
        var serial = Convert.ToHexString(certificate.Structure.SerialNumber.Span);
        if (delta?.EntryOf(issuer, serial) is { } newer)
        {
            return newer.Reason == CrlReason.RemoveFromCrl ? null : newer;
        }

        return list.EntryOf(issuer, serial);
    }

    /// <summary>RFC 5280 §5.2.4: same issuer and scope, built on this base or an older one, and newer than it.</summary>
    private static bool IsDeltaOf(CertificateRevocationList delta, CertificateRevocationList list) =>
        delta.BaseNumber is { } number
        && number <= list.Number
        && delta.Number > list.Number
        && delta.Issuer == list.Issuer
        && delta.EncodedScope.Span.SequenceEqual(list.EncodedScope.Span);

    private static CertificateRevocationList? TryRead(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return CertificateRevocationList.Decode(encoded);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            return null;
        }
    }
}
