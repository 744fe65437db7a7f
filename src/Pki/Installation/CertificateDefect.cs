// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>A reason not to install a certificate, or to look twice.</summary>
/// <param name="Kind">The kind of rule.</param>
/// <param name="Message">One sentence for the administrator.</param>
public sealed record CertificateDefect(CertificateDefectKind Kind, string Message);
