// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;

namespace HocBaSo.Signing.Pki;

/// <summary>What a verdict on a path depends on.</summary>
/// <param name="Leaf">The signer's certificate.</param>
/// <param name="Intermediates">Certificates that may serve as issuers.</param>
/// <param name="Anchors">Whom to trust.</param>
/// <param name="Time">When the path has to be valid, in whole seconds.</param>
/// <param name="Purpose">What the leaf was used for.</param>
internal readonly record struct PathQuestion(
    X509Certificate2 Leaf,
    IReadOnlyList<X509Certificate2> Intermediates,
    IReadOnlyList<X509Certificate2> Anchors,
    DateTimeOffset Time,
    PathPurpose Purpose
);
