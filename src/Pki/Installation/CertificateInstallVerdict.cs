// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>The verdict on a chain that was offered.</summary>
/// <param name="Chain">The signing certificate, then its issuers up to but without the anchor; empty when nothing could be read.</param>
/// <param name="Defects">Why it is refused; none when it is accepted.</param>
/// <param name="Warnings">What does not refuse it, but an administrator should know.</param>
public sealed record CertificateInstallVerdict(
    IReadOnlyList<X509Certificate2> Chain,
    IReadOnlyList<CertificateDefect> Defects,
    IReadOnlyList<CertificateDefect> Warnings
)
{
    /// <summary>True when it may be installed.</summary>
    public bool IsAccepted => Defects.Count == 0;
}
