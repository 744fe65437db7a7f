// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>What was found in a configuration. No value of a secret is in it.</summary>
/// <param name="File">The file, absolute.</param>
/// <param name="Errors">What a server can't start with; empty when it can.</param>
/// <param name="Warnings">What it starts with all the same.</param>
public sealed record ConfigurationReport(
    string File,
    IReadOnlyList<ConfigurationError> Errors,
    IReadOnlyList<ConfigurationError> Warnings
)
{
    /// <summary>True when there is no error.</summary>
    public bool IsGood => Errors.Count == 0;
}
