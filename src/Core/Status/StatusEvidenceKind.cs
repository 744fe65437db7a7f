// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What a piece of evidence is.</summary>
public enum StatusEvidenceKind
{
    /// <summary>OCSPResponse (RFC 6960).</summary>
    Ocsp = 1,

    /// <summary>CertificateList (RFC 5280 §5).</summary>
    Crl = 2,
}
