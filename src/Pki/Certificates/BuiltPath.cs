// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>A path from a leaf towards an anchor.</summary>
/// <param name="Certificates">The leaf first, the anchor last; one certificate when the leaf is the anchor.</param>
/// <param name="ReachesAnchor">False when no anchor was reached: then it ends where no issuer was found.</param>
/// <param name="Complaints">What X509Chain found wrong beyond trust, time and revocation.</param>
internal sealed record BuiltPath(
    IReadOnlyList<X509Certificate2> Certificates,
    bool ReachesAnchor,
    X509ChainStatusFlags Complaints
);
