// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>How a certificate is recognised.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Value">The SHA-256 of the certificate in hex, a subject (RFC 4514), or a subject alternative name.</param>
public sealed record ClientCertificateRule(ClientCertificateRuleKind Kind, string Value);
