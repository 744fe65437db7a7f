// SPDX-License-Identifier: Apache-2.0
using Google.Protobuf.WellKnownTypes;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Times of messages: callers may send any number.</summary>
internal static class WireTime
{
    // google.protobuf.Timestamp: 0001-01-01 to 9999-12-31.
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;
    private const int NanosPerSecond = 1_000_000_000;

    /// <summary>Null when it is absent.</summary>
    /// <exception cref="Core.SigningException">It is no time: <see cref="Core.SigningErrorKind.InvalidRequest"/>.</exception>
    public static DateTimeOffset? Read(Timestamp? time, string field)
    {
        if (time is null)
        {
            return null;
        }
        RequestText.Require(
            time.Seconds is >= MinSeconds and <= MaxSeconds && time.Nanos is >= 0 and < NanosPerSecond,
            "A time is between the years 1 and 9999.",
            field
        );
        return time.ToDateTimeOffset();
    }
}
