// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Cli;

/// <summary>Writes times in one zone, always with its offset: <c>25/05/2026 08:00:00 +07:00</c>.</summary>
/// <param name="offset">The zone's offset from UTC; Việt Nam has had no other than +07:00 since 1975.</param>
internal sealed class ReportClock(TimeSpan offset)
{
    /// <summary>What the report uses when nothing else is asked for.</summary>
    public const string DefaultZone = "+07:00";

    private const string Utc = "UTC";

    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);

    /// <summary>Reads <c>UTC</c> or <c>±hh:mm</c>, at most 14 hours; null when the text is neither.</summary>
    public static ReportClock? TryParse(string zone)
    {
        if (zone == Utc)
        {
            return new ReportClock(TimeSpan.Zero);
        }
        var isOffset = TimeSpan.TryParseExact(
            zone.AsSpan(zone.Length > 0 ? 1 : 0),
            @"hh\:mm",
            CultureInfo.InvariantCulture,
            out var offset
        );
        return isOffset && zone[0] is '+' or '-' && offset <= MaxOffset
            ? new ReportClock(zone[0] == '-' ? -offset : offset)
            : null;
    }

    /// <summary>To the second; a certificate without end (RFC 5280 §4.1.2.5: 99991231235959Z) stays within the calendar.</summary>
    public string Show(DateTimeOffset time)
    {
        var ticks = time.UtcTicks + offset.Ticks;
        var shown =
            ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
                ? time.ToUniversalTime()
                : time.ToOffset(offset);
        return shown.ToString("dd'/'MM'/'yyyy HH':'mm':'ss zzz", CultureInfo.InvariantCulture);
    }
}
