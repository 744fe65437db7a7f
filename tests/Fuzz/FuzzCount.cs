// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Fuzz;

/// <summary>How many mutated inputs each target gets: 10,000, or what <c>HBS_FUZZ_COUNT</c> says.</summary>
internal static class FuzzCount
{
    public static int Value { get; } =
        Environment.GetEnvironmentVariable("HBS_FUZZ_COUNT") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 10_000;
}
