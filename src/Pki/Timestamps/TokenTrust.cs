// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Pki;

/// <summary>What a token is measured against.</summary>
internal sealed record TokenTrust(
    IReadOnlyList<X509Certificate2> Anchors,
    IReadOnlyList<X509Certificate2> ExtraCertificates,
    TokenStrictness Strictness,
    IReadOnlyList<CheckedValue> CheckedValues,
    Action<long>? Charge
);
