// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>A rate at a time.</summary>
/// <param name="At">The time, from the beginning of the curve.</param>
/// <param name="Rate">Documents per second.</param>
internal readonly record struct ArrivalPoint(TimeSpan At, double Rate);
