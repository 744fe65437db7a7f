// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>Times in JSON: UTC, seconds, and a fraction only where there is one.</summary>
internal static class Iso8601Time
{
    /// <summary>Such as <c>2026-05-25T01:00:00Z</c>; null for none.</summary>
    public static string? Of(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
