// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>A CRL that was fetched and checked; shared by all certificates of its issuer.</summary>
/// <param name="List">What it says.</param>
/// <param name="Evidence">Its octets and times.</param>
/// <param name="Stamp">When it was fetched, by <see cref="TimeProvider.GetTimestamp"/>: a clock may be set.</param>
internal sealed record FetchedCrl(CertificateRevocationList List, StatusEvidence Evidence, long Stamp);
