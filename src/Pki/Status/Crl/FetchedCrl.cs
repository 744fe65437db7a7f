// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A CRL that was fetched and checked; shared by all certificates of its issuer.</summary>
internal sealed record FetchedCrl(CertificateRevocationList List, StatusEvidence Evidence);
