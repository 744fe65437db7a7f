// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>Whom clients' certificates have to lead to, and what of them is revoked, as the files said at one time. Immutable.</summary>
/// <param name="Anchors">Trusted, and nobody else is.</param>
/// <param name="Crls">Null when no CRLs are configured: then nobody is asked. Otherwise they have to cover every certificate of a path.</param>
internal sealed record ClientTrustSnapshot(IReadOnlyList<X509Certificate2> Anchors, RevocationEvidence? Crls)
{
    // Without memory: its verdicts are kept with the connections.
    private static readonly CertificatePathValidator s_validator = new(cacheSize: 0);

    /// <summary>Why the certificate is not to be trusted, in a sentence for its owner; null when it is.</summary>
    public string? WhyNot(PresentedCertificate presented, DateTimeOffset now)
    {
        const PathPurpose Purpose = PathPurpose.ClientAuthentication;
        var (leaf, brought) = (presented.Certificate, presented.Intermediates);
        var result = Crls is null
            ? s_validator.Validate(leaf, brought, Anchors, now, Purpose)
            : s_validator.Validate(leaf, brought, Anchors, now, Purpose, Crls);
        return result.Passed ? null : Sentence(result.SubIndication);
    }

    private static string Sentence(SubIndication why) =>
        why switch
        {
            SubIndication.Expired => "The client certificate, or its issuer's, has expired.",
            SubIndication.NotYetValid => "The client certificate, or its issuer's, is not valid yet.",
            SubIndication.Revoked => "The client certificate, or its issuer's, has been revoked.",
            SubIndication.TryLater => "No current CRL tells whether the client certificate was revoked.",
            SubIndication.NoCertificateChainFound =>
                "The client certificate is of no authority that this server trusts.",
            SubIndication.CryptoConstraintsFailure => "The client certificate, or its issuer's, is too weak.",
            _ => "The certificate is not meant for clients, or its path breaks a rule.",
        };
}
