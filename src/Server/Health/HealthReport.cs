// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Health;

/// <summary>How the server is at one moment.</summary>
/// <param name="Parts">Each part by name.</param>
/// <param name="IsStopping">True when no new work is taken.</param>
internal sealed record HealthReport(IReadOnlyDictionary<string, PartHealth> Parts, bool IsStopping)
{
    /// <summary>Signing needs every part that isn't advisory.</summary>
    public bool CanSign => !IsStopping && Parts.Values.All(static part => part.IsWell || part.IsAdvisory);

    /// <summary>Verification needs none of them.</summary>
    public bool CanVerify => !IsStopping;
}
