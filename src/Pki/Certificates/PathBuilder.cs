// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>
/// Finds a path with X509Chain. Only what is given is used: no download, no anchor of the machine; the verdict on the
/// path is <see cref="PathRules"/>'s, what X509Chain complains of beyond that is kept as a further refusal.
/// </summary>
internal static class PathBuilder
{
    /// <summary>These speak of trust, time and revocation, which are decided elsewhere.</summary>
    private const X509ChainStatusFlags Tolerated =
        X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.NotTimeValid
        | X509ChainStatusFlags.NotTimeNested
        | X509ChainStatusFlags.RevocationStatusUnknown
        | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>The certificates from the leaf to the first that is an anchor, or as far as issuers are found; null when they can't be read.</summary>
    public static BuiltPath? Build(PathQuestion question)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = question.Time.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        foreach (var anchor in question.Anchors)
        {
            policy.CustomTrustStore.Add(anchor);
        }

        foreach (var intermediate in question.Intermediates)
        {
            policy.ExtraStore.Add(intermediate);
        }

        try
        {
            chain.Build(question.Leaf);
        }
        catch (CryptographicException)
        {
            // Seen with keys that OpenSSL can't read: a hostile certificate must not end in a fault of ours.
            return null;
        }

        var path = new List<X509Certificate2>();
        var complaints = X509ChainStatusFlags.NoError;
        var found = false;
        for (var i = 0; i < chain.ChainElements.Count && !found; i++)
        {
            var element = chain.ChainElements[i];
            found = question.Anchors.Any(a =>
                a.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)
            );

            // Copies, because a verdict is remembered for longer than its caller may keep the certificates.
            path.Add(X509CertificateLoader.LoadCertificate(element.Certificate.RawDataMemory.Span));

            // What is wrong with an anchor as a certificate does not matter: trust in it is given (RFC 5280 §6.1.1 d).
            complaints |= found && i > 0 ? X509ChainStatusFlags.NoError : StatusOf(element);
        }

        return new BuiltPath(path, found, complaints & ~Tolerated);
    }

    private static X509ChainStatusFlags StatusOf(X509ChainElement element) =>
        element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
}
