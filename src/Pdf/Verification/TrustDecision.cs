// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Pdf.Verification;

/// <summary>
/// Whether the signers are trusted: each path at the earliest time at which its signature is proved to have existed, else at the
/// time of verification. A passed signature or document timestamp that covers another one proves it as old as itself.
/// </summary>
internal sealed class TrustDecision(
    IReadOnlyList<SignatureVerification> signatures,
    DocumentParts parts,
    CertificatePathValidator paths,
    VerificationContext context
)
{
    /// <summary>The outermost first, so that what it proves is known to those inside.</summary>
    public void DecideAll()
    {
        DateTimeOffset? proved = null;
        foreach (
            var signature in signatures.Where(static s => s.Range is not null).OrderByDescending(s => s.Range!.End)
        )
        {
            if (proved < (signature.ProvedTime ?? DateTimeOffset.MaxValue))
            {
                signature.ProvedTime = proved;
            }
            if (signature.Verdict.IsIntact && !signature.IsDocumentTimestamp)
            {
                signature.Guard(() => CheckPath(signature));
            }
            if (signature.Verdict.Passed && signature.ProvedTime is { } time)
            {
                proved = time;
            }
        }
    }

    private void CheckPath(SignatureVerification signature)
    {
        if (signature.Cms?.Certificate is not { } signer)
        {
            return;
        }
        X509Certificate2[] others =
        [
            .. signature.Cms.Certificates.Where(c => c != signer).Select(static c => c.Certificate),
            .. parts.Certificates,
        ];
        parts.Budget.ChargeKeys(CertificatePathValidator.WorkOf(signer.Certificate, others));
        var result = paths.Validate(
            signer.Certificate,
            others,
            context.Anchors.Signers,
            signature.ProvedTime ?? context.Time,
            PathPurpose.DocumentSigning,
            parts.Budget.ChargeKeys
        );
        if (!result.Passed)
        {
            signature.Verdict.Doubt(
                Why(result, signature.ProvedTime is not null),
                result.Reason ?? "No path was found."
            );
        }
    }

    /// <summary>Without a proof of existence, being outside of the certificate's life says nothing of when it was signed.</summary>
    private static SubIndication Why(PathValidationResult result, bool isProved) =>
        result.SubIndication is SubIndication.Expired or SubIndication.NotYetValid && !isProved
            ? SubIndication.OutOfBoundsNoPoe
            : result.SubIndication;
}
