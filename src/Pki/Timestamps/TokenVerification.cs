// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>One run over one token. Integrity comes first, then trust, so that a report can tell them apart.</summary>
internal sealed class TokenVerification(
    ParsedToken token,
    TokenTrust trust,
    CertificatePathValidator paths,
    TsaCertificates certificates
)
{
    private readonly AsnEncodingRules _rules =
        trust.Strictness == TokenStrictness.EveryOctet ? AsnEncodingRules.DER : AsnEncodingRules.BER;

    private TimestampVerification _result = new() { Indication = Indication.TotalFailed, TstInfo = token.Info };
    private TsaCertificate? _signer;
    private bool _weak;

    public TimestampVerification Run(Func<TstInfo, bool> imprintFits)
    {
        if (token.Info.Digest is not { } imprintDigest)
        {
            return Doubt(
                SubIndication.CryptoConstraintsFailure,
                "The digest of the imprint is not one that is computed here."
            );
        }

        if (!imprintFits(token.Info))
        {
            return Fail(SubIndication.HashFailure, "The imprint is not the digest of what was stamped.");
        }

        _weak = Digests.IsWeak(imprintDigest);
        return CheckSignature() ?? CheckTrust(_result.Certificate!);
    }

    private TimestampVerification? CheckSignature()
    {
        var signer = token.Signer;
        if (
            signer.DigestAlgorithm.Digest is not { } digest
            || SignatureAlgorithms.Resolve(signer.SignatureAlgorithm, digest, _rules) is not { } algorithm
        )
        {
            return Doubt(
                SubIndication.CryptoConstraintsFailure,
                "The signature algorithm is not one that is computed here."
            );
        }

        _weak |= Digests.IsWeak(digest);
        var expected = new AsnReader(signer.SingleValue(Oids.MessageDigest), _rules).ReadOctetString();
        if (!expected.AsSpan().SequenceEqual(Digests.Compute(digest, token.Content.Span)))
        {
            return Fail(SubIndication.HashFailure, "The message digest is not the digest of the TSTInfo.");
        }

        if (FindSigner() is not { } found)
        {
            return Doubt(SubIndication.NoSigningCertificateFound, "The authority's certificate is not at hand.");
        }

        _signer = found;
        var certificate = found.Certificate;
        _result = _result with { Certificate = certificate };
        if (!SigningCertificateAttribute.Names(signer, certificate, _rules))
        {
            return Fail(
                SubIndication.NoSigningCertificateFound,
                "The token does not name the certificate that is at hand."
            );
        }

        trust.Charge?.Invoke(PublicKeyWork.Of(certificate) ?? 0);
        var signed = signer.SignedAttributesDer.Span;
        if (!found.Verifies(algorithm, signed, signer.Signature.Span, trust.CheckedValues, out var told))
        {
            return Fail(SubIndication.SigCryptoFailure, "The signature value does not verify.");
        }

        _result = _result with { IsIntact = true, CheckedValue = told };
        return null;
    }

    private TimestampVerification CheckTrust(X509Certificate2 certificate)
    {
        X509Certificate2[] others = [.. Embedded().Select(static e => e.Certificate), .. trust.ExtraCertificates];
        trust.Charge?.Invoke(CertificatePathValidator.WorkOf(certificate, others));
        var path = paths.Validate(
            certificate,
            others,
            trust.Anchors,
            token.Info.GenTime,
            PathPurpose.TimeStamping,
            trust.Charge
        );
        _result = _result with { Path = path.Path };
        if (path.Indication != Indication.TotalPassed)
        {
            return _result with
            {
                Indication = path.Indication,
                SubIndication = path.SubIndication,
                Reason = path.Reason,
            };
        }

        if (trust.Strictness == TokenStrictness.EveryOctet && !AllEmbeddedAreOn(path.Path))
        {
            return Fail(SubIndication.FormatFailure, "The token holds a certificate that is not on its path.");
        }

        if (_weak)
        {
            return Doubt(SubIndication.CryptoConstraintsFailure, "The token uses SHA-1.");
        }

        Array.ForEach(Embedded(), certificates.Keep);
        certificates.Keep(_signer!);
        return _result with { Indication = Indication.TotalPassed };
    }

    private TsaCertificate[] Embedded() => _embedded ??= [.. token.SignedData.Certificates.Select(certificates.Get)];

    private TsaCertificate[]? _embedded;

    private TsaCertificate? FindSigner() =>
        Array.Find(Embedded(), e => IsSigner(e.Certificate))
        ?? (
            trust.ExtraCertificates.Concat(trust.Anchors).FirstOrDefault(IsSigner) is { } given
                ? certificates.Get(given.RawDataMemory)
                : null
        );

    private bool IsSigner(X509Certificate2 certificate)
    {
        var signer = token.Signer;
        if (signer.SubjectKeyIdentifier.IsEmpty)
        {
            return signer.Issuer.Span.SequenceEqual(certificate.IssuerName.RawData)
                && signer.Serial.Span.SequenceEqual(certificate.SerialNumberBytes.Span);
        }

        var extension = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return extension is not null
            && extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(signer.SubjectKeyIdentifier.Span);
    }

    private bool AllEmbeddedAreOn(IReadOnlyList<X509Certificate2> path) =>
        Array.TrueForAll(
            Embedded(),
            e => path.Any(p => p.RawDataMemory.Span.SequenceEqual(e.Certificate.RawDataMemory.Span))
        );

    private TimestampVerification Fail(SubIndication why, string reason) =>
        _result with
        {
            Indication = Indication.TotalFailed,
            SubIndication = why,
            Reason = reason,
        };

    private TimestampVerification Doubt(SubIndication why, string reason) =>
        _result with
        {
            Indication = Indication.Indeterminate,
            SubIndication = why,
            Reason = reason,
        };
}
