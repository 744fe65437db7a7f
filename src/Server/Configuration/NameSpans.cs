// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Configuration;

internal static class NameSpans
{
    public static bool ContainsAnyIgnoringCase(this ReadOnlySpan<string> names, string name)
    {
        foreach (var known in names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }
}
