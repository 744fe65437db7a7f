// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>Names as they stand in statuses: <c>HsmUnavailable</c> is <c>HSM_UNAVAILABLE</c>.</summary>
internal static class UpperSnake
{
    /// <summary>The name in capitals, with underscores between its words.</summary>
    public static string Of(string name) =>
        string.Concat(
            name.Select(static (c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString())
        );
}
