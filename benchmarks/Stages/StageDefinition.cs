// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>A stage that can be set up.</summary>
/// <param name="Name">Its name; unique, as in <c>budgets.json</c>.</param>
/// <param name="Input">What it works on.</param>
/// <param name="Create">Sets it up; the result is the caller's to dispose of.</param>
public sealed record StageDefinition(string Name, string Input, Func<Stage> Create)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
