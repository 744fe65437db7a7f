// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>The rules of RFC 5280 §6.1 over a path that was found, and ours on strength and purpose.</summary>
internal sealed class PathRules(
    BuiltPath built,
    DateTimeOffset time,
    PathPurpose purpose,
    CertificatePolicyOptions policies
)
{
    private readonly List<PathCertificate> _path = [];

    /// <summary>The first rule that is broken; signatures come first, strength last, so that a reason says the worst.</summary>
    public PathValidationResult Check()
    {
        foreach (var certificate in built.Certificates)
        {
            if (PathCertificate.TryRead(certificate) is not { } read)
            {
                return Doubt(
                    SubIndication.NoCertificateChainFound,
                    $"The certificate of {NameText.OfSubject(certificate)} is not DER."
                );
            }

            _path.Add(read);
        }

        try
        {
            return CheckSignatures()
                ?? CheckTime()
                ?? CheckConstraints()
                ?? CheckStrength()
                ?? PathValidationResult.Pass(built.Certificates);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            return Doubt(SubIndication.ChainConstraintsFailure, "An extension of a certificate can't be read.");
        }
    }

    private PathValidationResult? CheckSignatures()
    {
        for (var i = 0; i + 1 < _path.Count; i++)
        {
            var structure = _path[i].Structure;
            var algorithm = SignatureAlgorithms.Resolve(structure.SignatureAlgorithm, null, AsnEncodingRules.DER);
            if (algorithm is not { } known)
            {
                return Doubt(
                    SubIndication.CryptoConstraintsFailure,
                    $"The certificate of {NameOf(i)} is signed with an algorithm that is not accepted."
                );
            }

            var issuer = _path[i + 1].Certificate;
            if (!SignatureAlgorithms.Verify(issuer, known, structure.Tbs.Span, structure.Signature.Span))
            {
                return Doubt(
                    SubIndication.NoCertificateChainFound,
                    $"The certificate of {NameOf(i)} was not signed by {NameText.OfSubject(issuer)}."
                );
            }
        }

        return null;
    }

    private PathValidationResult? CheckTime()
    {
        for (var i = 0; i < _path.Count; i++)
        {
            var structure = _path[i].Structure;
            if (time < structure.NotBefore)
            {
                return Doubt(SubIndication.NotYetValid, $"The certificate of {NameOf(i)} was not yet valid.");
            }

            if (time > structure.NotAfter)
            {
                return Doubt(SubIndication.Expired, $"The certificate of {NameOf(i)} had expired.");
            }
        }

        return null;
    }

    private PathValidationResult? CheckConstraints()
    {
        var broken =
            PurposeRules.Broken(_path[0].Structure, purpose)
            ?? IssuerRules.Broken(_path)
            ?? PolicyRules.Broken(_path, policies);
        if (broken is null && built.Complaints != X509ChainStatusFlags.NoError)
        {
            broken = $"The path breaks a rule: {built.Complaints}.";
        }

        return broken is null ? null : Doubt(SubIndication.ChainConstraintsFailure, broken);
    }

    private PathValidationResult? CheckStrength()
    {
        for (var i = 0; i < _path.Count; i++)
        {
            if (KeyStrength.Weakness(_path[i].Certificate) is { } weakness)
            {
                return Doubt(SubIndication.CryptoConstraintsFailure, $"{weakness} ({NameOf(i)})");
            }

            // The anchor's own signature is not looked at: nothing rests on it.
            var algorithm = SignatureAlgorithms.Resolve(
                _path[i].Structure.SignatureAlgorithm,
                null,
                AsnEncodingRules.DER
            );
            if (i + 1 < _path.Count && Digests.IsWeak(algorithm!.Value.Digest))
            {
                return Doubt(
                    SubIndication.CryptoConstraintsFailure,
                    $"The certificate of {NameOf(i)} is signed with SHA-1."
                );
            }
        }

        return null;
    }

    private string NameOf(int index) => NameText.OfSubject(_path[index].Certificate);

    private PathValidationResult Doubt(SubIndication why, string reason) =>
        PathValidationResult.Doubt(why, reason, built.Certificates);
}
