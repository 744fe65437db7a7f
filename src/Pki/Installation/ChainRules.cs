// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>Order and completeness of a chain: each certificate was issued by the next one, the last one by an anchor.</summary>
internal static class ChainRules
{
    /// <summary>Without the anchor at the end, which authorities send along and nobody needs.</summary>
    public static List<X509Certificate2> WithoutAnchor(
        List<X509Certificate2> chain,
        IReadOnlyList<X509Certificate2> anchors
    ) => chain.Count > 1 && anchors.Any(anchor => Same(anchor, chain[^1])) ? chain[..^1] : chain;

    public static void Check(
        List<X509Certificate2> chain,
        IReadOnlyList<X509Certificate2> anchors,
        InstallFindings findings
    )
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            if (!Issuance.IsIssuedBy(chain[i], chain[i + 1]))
            {
                findings.Refuse(
                    CertificateDefectKind.Chain,
                    $"The chain is out of order: certificate {i + 1} ({NameText.OfSubject(chain[i])}) was not issued by certificate {i + 2} ({NameText.OfSubject(chain[i + 1])})."
                );
                return;
            }
        }

        var last = chain[^1];
        if (anchors.Count == 0)
        {
            findings.Refuse(CertificateDefectKind.Chain, "The tenant trusts no authority: it has no signer anchors.");
        }
        else if (!anchors.Any(anchor => Same(anchor, last) || Issuance.IsIssuedBy(last, anchor)))
        {
            findings.Refuse(
                CertificateDefectKind.Chain,
                last.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData)
                    ? $"The chain ends in {NameText.OfSubject(last)}, which is none of the tenant's anchors."
                    : $"The chain is incomplete, or leads elsewhere: {NameText.OfIssuer(last)}, who issued the last certificate, is none of the tenant's anchors."
            );
        }

        WarnOfEarlierEnd(chain, findings);
    }

    private static void WarnOfEarlierEnd(List<X509Certificate2> chain, InstallFindings findings)
    {
        foreach (var issuer in chain.Skip(1).Where(issuer => issuer.NotAfter < chain[0].NotAfter))
        {
            findings.Warn(
                CertificateDefectKind.Time,
                $"The issuer {NameText.OfSubject(issuer)} ends at {Time(issuer.NotAfter)}, before the signing certificate does."
            );
        }
    }

    internal static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}";

    private static bool Same(X509Certificate2 a, X509Certificate2 b) =>
        a.RawDataMemory.Span.SequenceEqual(b.RawDataMemory.Span);
}
