// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Xml.Verification;

/// <summary>What all documents of a verifier share; every part is safe for concurrent use.</summary>
internal sealed record SharedVerifiers(
    IReadOnlyList<IDocumentProfile> Profiles,
    XmlVerifierOptions Options,
    CertificatePathValidator Paths,
    TimestampTokenVerifier Timestamps,
    CertificateStore Certificates
);
