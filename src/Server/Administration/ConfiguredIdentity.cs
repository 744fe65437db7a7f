// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography.X509Certificates;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>An identity as the configuration file tells it.</summary>
/// <param name="Definition">Who it is.</param>
/// <param name="Status">How its certificates' status is asked for.</param>
/// <param name="MinRemainingDays">In place of the server's rule; null for that.</param>
/// <param name="KeyUri">The key of the version that the file brings; empty for none.</param>
/// <param name="Chain">Its certificate and issuers; none when the file brings no version.</param>
internal sealed record ConfiguredIdentity(
    IdentityDefinition Definition,
    IdentityStatusOptions Status,
    int? MinRemainingDays,
    string KeyUri,
    IReadOnlyList<X509Certificate2> Chain
);
