// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>How a refusal names a step, or a field of one: made once for the steps that a request may have.</summary>
internal static class StepField
{
    private const int Known = 64;
    private static readonly string[] s_steps = [.. Enumerable.Range(0, Known).Select(Make)];
    private static readonly string[] s_identities = [.. s_steps.Select(static s => s + ".identity")];

    /// <summary><c>steps[3]</c>.</summary>
    public static string Of(int index) => index < Known ? s_steps[index] : Make(index);

    /// <summary><c>steps[3].identity</c>.</summary>
    public static string Identity(int index) => index < Known ? s_identities[index] : Make(index) + ".identity";

    private static string Make(int index) => $"steps[{index}]";
}
