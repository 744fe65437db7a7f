// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Administration;

/// <summary>An identity that can't sign up to the date of a report.</summary>
/// <param name="Identity">Which.</param>
/// <param name="Version">The version in force; null when there is none.</param>
/// <param name="SignsUntil">The last moment at which it may sign, the days that have to be left counted; null when it can't now.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record ValidityEntry(
    IdentityRecord Identity,
    IdentityVersion? Version,
    DateTimeOffset? SignsUntil,
    string Reason
);
