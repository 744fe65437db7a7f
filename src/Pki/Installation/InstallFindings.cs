// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>What the rules of installation have found so far.</summary>
internal sealed class InstallFindings
{
    private readonly List<CertificateDefect> _defects = [];
    private readonly List<CertificateDefect> _warnings = [];

    public bool IsEmpty => _defects.Count == 0;

    public void Refuse(CertificateDefectKind kind, string message) =>
        _defects.Add(new CertificateDefect(kind, message));

    public void Warn(CertificateDefectKind kind, string message) => _warnings.Add(new CertificateDefect(kind, message));

    public bool Has(CertificateDefectKind kind) => _defects.Exists(d => d.Kind == kind);

    /// <summary>True when what is known already is why the path of this certificate fails, so that it isn't told twice.</summary>
    public bool Explain(CertificateDefectKind ofPath) =>
        ofPath switch
        {
            CertificateDefectKind.Path => Has(CertificateDefectKind.Usage) || Has(CertificateDefectKind.Chain),
            CertificateDefectKind.Strength => Has(CertificateDefectKind.Strength),
            _ => false,
        };

    public CertificateInstallVerdict Verdict(IReadOnlyList<X509Certificate2> chain) => new(chain, _defects, _warnings);
}
