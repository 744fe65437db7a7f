// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>A document on its way through a simulated node.</summary>
/// <param name="Flow">Which flow it is of.</param>
/// <param name="Arrived">When, in seconds.</param>
/// <param name="IsInteractive">True when it goes before the others.</param>
internal readonly record struct SimulatedDocument(int Flow, double Arrived, bool IsInteractive);
