// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Pki;

namespace HocBaSo.Signing.Server.Callers.Tls;

/// <summary>The CRLs of clients' authorities.</summary>
/// <param name="Evidence">All of them.</param>
/// <param name="NextUpdate">When the first of them runs out: from then on its authority's clients are refused.</param>
internal sealed record ClientCrls(RevocationEvidence Evidence, DateTimeOffset NextUpdate);
