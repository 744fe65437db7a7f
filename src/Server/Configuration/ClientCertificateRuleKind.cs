// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>By what a certificate is recognised.</summary>
public enum ClientCertificateRuleKind
{
    /// <summary>The SHA-256 of the whole certificate: this one and no other.</summary>
    Sha256,

    /// <summary>The subject's distinguished name, whoever of the client anchors issued it.</summary>
    Subject,

    /// <summary>A uniformResourceIdentifier of the subject's alternative names, compared octet for octet.</summary>
    Uri,

    /// <summary>A dNSName of the subject's alternative names, ignoring case; no wildcards.</summary>
    Dns,
}
