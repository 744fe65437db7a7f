// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>Names the first few of a list of roles.</summary>
internal static class ClaimList
{
    private const int MaxShown = 3;

    /// <summary><c>GVBM:TOAN, GVBM:NGUVAN and 5 more</c>; null for an empty list.</summary>
    public static string? Of(IEnumerable<RoleClaim> claims)
    {
        var shown = new List<string>(MaxShown);
        var more = 0;
        foreach (var claim in claims)
        {
            if (shown.Count < MaxShown)
            {
                shown.Add(claim.ToString());
            }
            else
            {
                more++;
            }
        }
        return shown.Count == 0 ? null : string.Join(", ", shown) + (more == 0 ? "" : $" and {more} more");
    }
}
