// SPDX-License-Identifier: Apache-2.0
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Whether a chain may be installed for a version of an identity, and whether it may come into force at a time.</summary>
public sealed class CertificateInstallRules
{
    // Verdicts are not remembered: a chain is installed once.
    private readonly CertificatePathValidator _paths = new(cacheSize: 0);

    /// <summary>Checks an offer by every rule, so that an administrator sees all that is wrong at once.</summary>
    /// <remarks>
    /// A certificate that is not valid yet is accepted with a warning, because it may be activated at a time;
    /// <see cref="CheckActivation"/> has the last word on time.
    /// </remarks>
    public CertificateInstallVerdict Check(CertificateOffer offer)
    {
        var findings = new InstallFindings();
        var chain = ReadChain(offer, findings);
        if (chain.Count == 0)
        {
            return findings.Verdict([]);
        }

        try
        {
            SigningCertificateRules.Check(chain, offer, findings);
            RequestRules.Check(chain[0], offer.Request, findings);
            ChainRules.Check(chain, offer.Anchors, findings);
            CheckPath(chain, offer.Anchors, offer.Now, findings);
        }
        catch (Exception e) when (e is AsnContentException or PkiFormatException or CryptographicException)
        {
            findings.Refuse(CertificateDefectKind.Unreadable, "A key or an extension of the chain can't be read.");
        }

        return findings.Verdict(chain);
    }

    /// <summary>Checks that an installed chain may sign from a time on: every certificate of it valid then, trusted and strong.</summary>
    /// <param name="chain">The signing certificate, then its issuers.</param>
    /// <param name="anchors">Whom the tenant trusts.</param>
    /// <param name="at">When it is to come into force.</param>
    /// <returns>Null when it may; else the reason.</returns>
    public CertificateDefect? CheckActivation(
        IReadOnlyList<X509Certificate2> chain,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset at
    )
    {
        var result = _paths.Validate(chain[0], [.. chain.Skip(1)], anchors, at, PathPurpose.DocumentSigning);
        return result.Passed ? null : new CertificateDefect(KindOf(result.SubIndication), result.Reason!);
    }

    private static List<X509Certificate2> ReadChain(CertificateOffer offer, InstallFindings findings)
    {
        var chain = new List<X509Certificate2>();
        for (var i = 0; i < offer.Certificates.Count; i++)
        {
            try
            {
                chain.AddRange(OfferedCertificates.Read(offer.Certificates[i]));
            }
            catch (PkiFormatException e)
            {
                findings.Refuse(CertificateDefectKind.Unreadable, $"Part {i + 1} of what is offered {e.Message}.");
            }
        }

        // A chain with a gap would only give rise to more complaints.
        if (!findings.IsEmpty)
        {
            return [];
        }

        if (chain.Count is 0 or > OfferedCertificates.MaximumCertificates)
        {
            findings.Refuse(
                CertificateDefectKind.Unreadable,
                $"{chain.Count} certificates are offered, not 1 to {OfferedCertificates.MaximumCertificates}."
            );
            return [];
        }

        return ChainRules.WithoutAnchor(chain, offer.Anchors);
    }

    private void CheckPath(
        List<X509Certificate2> chain,
        IReadOnlyList<X509Certificate2> anchors,
        DateTimeOffset now,
        InstallFindings findings
    )
    {
        // The leaf's own dates have been judged; here its issuers' count, at the nearest time at which it lives itself.
        var facts = new SigningCertificateFacts(chain[0]);
        var time =
            now < facts.NotBefore ? facts.NotBefore
            : now > facts.NotAfter ? facts.NotAfter
            : now;
        if (CheckActivation(chain, anchors, time) is { } defect && !findings.Explain(defect.Kind))
        {
            findings.Refuse(defect.Kind, defect.Message);
        }
    }

    private static CertificateDefectKind KindOf(SubIndication why) =>
        why switch
        {
            SubIndication.Expired or SubIndication.NotYetValid => CertificateDefectKind.Time,
            SubIndication.CryptoConstraintsFailure => CertificateDefectKind.Strength,
            _ => CertificateDefectKind.Path,
        };
}
