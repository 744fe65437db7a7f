// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;
using HocBaSo.Signing.Xml.Canonicalization;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>
/// Whether the signers are trusted: each path at the earliest time at which its signature is proved to have existed, else at the
/// time of verification. A passed signature that covers another one proves it as old as itself: the seal's timestamp serves all
/// signatures inside.
/// </summary>
internal sealed class TrustDecision(
    IReadOnlyList<SignatureVerification> signatures,
    CertificatePathValidator paths,
    VerificationContext context,
    TokenStrictness strictness,
    WorkBudget budget
)
{
    private readonly bool[] _decided = new bool[signatures.Count];

    public void DecideAll()
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            Decide(i);
        }
    }

    // as deep as signatures cover one another: at most as many as there are
    private void Decide(int index)
    {
        if (_decided[index])
        {
            return;
        }
        _decided[index] = true;
        var signature = signatures[index];
        for (var other = 0; other < signatures.Count; other++)
        {
            if (other != index && signatures[other].Verdict.IsIntact && signatures[other].Covers(signature.Element))
            {
                Decide(other);
                Inherit(signature, signatures[other]);
            }
        }
        if (signature.Verdict.IsIntact)
        {
            CheckPath(signature);
        }
    }

    private static void Inherit(SignatureVerification inner, SignatureVerification outer)
    {
        if (outer.Verdict.Passed && outer.ProvedTime is { } time && !(inner.ProvedTime <= time))
        {
            inner.ProvedTime = time;
        }
    }

    private void CheckPath(SignatureVerification signature)
    {
        if (signature.Signer is not { } signer)
        {
            signature.Verdict.Doubt(
                SubIndication.NoSigningCertificateFound,
                "The signature carries a key without a certificate: nobody vouches for it."
            );
            return;
        }
        var others = Others(signature.Keys.Certificates, signer);
        if (Validate(signature, signer.Certificate, others) is not { } result)
        {
            return;
        }
        signature.Path = result.Path;
        if (!result.Passed)
        {
            signature.Verdict.Doubt(
                Why(result, signature.ProvedTime is not null),
                result.Reason ?? "No path was found."
            );
        }
        else if (strictness == TokenStrictness.EveryOctet && HasUnused(signature))
        {
            // nothing says what it is for, so nothing would tell if it were changed
            signature.Verdict.Doubt(
                SubIndication.ChainConstraintsFailure,
                "KeyInfo holds a certificate that is not on the path of the signer."
            );
        }
    }

    // KeyInfo may bring keys that are slow, and as many signatures as there is room for. Null when it can't be paid.
    private PathValidationResult? Validate(
        SignatureVerification signature,
        X509Certificate2 signer,
        X509Certificate2[] others
    )
    {
        try
        {
            budget.Charge(CertificatePathValidator.WorkOf(signer, others));
            return paths.Validate(
                signer,
                others,
                context.Anchors.Signers,
                signature.ProvedTime ?? context.Time,
                PathPurpose.DocumentSigning,
                budget.Charge
            );
        }
        catch (VerificationFaultException fault)
        {
            signature.Verdict.Add(fault);
            return null;
        }
    }

    private static X509Certificate2[] Others(List<KnownCertificate> certificates, KnownCertificate signer)
    {
        var others = new X509Certificate2[certificates.Count];
        var count = 0;
        foreach (var certificate in certificates)
        {
            if (certificate != signer)
            {
                others[count++] = certificate.Certificate;
            }
        }
        return others[..count];
    }

    private static bool HasUnused(SignatureVerification signature)
    {
        foreach (var certificate in signature.Keys.Certificates)
        {
            if (!IsOnPath(signature.Path, certificate))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsOnPath(IReadOnlyList<X509Certificate2> path, KnownCertificate certificate)
    {
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i].RawDataMemory.Span.SequenceEqual(certificate.Raw))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Without a proof of existence, being outside of the certificate's life says nothing of when it was signed.</summary>
    private static SubIndication Why(PathValidationResult result, bool isProved) =>
        result.SubIndication is SubIndication.Expired or SubIndication.NotYetValid && !isProved
            ? SubIndication.OutOfBoundsNoPoe
            : result.SubIndication;
}
