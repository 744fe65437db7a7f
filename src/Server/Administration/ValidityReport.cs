// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Administration;

/// <summary>Whether all identities of a tenant can sign up to a date.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Until">The date.</param>
/// <param name="Count">How many identities there are.</param>
/// <param name="Failing">Those that can't, those that end first first; empty when all can.</param>
internal sealed record ValidityReport(
    string Tenant,
    DateTimeOffset Until,
    int Count,
    IReadOnlyList<ValidityEntry> Failing
)
{
    /// <summary>True when every identity can sign up to the date.</summary>
    public bool AllValid => Failing.Count == 0;
}
