// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>The bounds that a histogram advises, or OpenTelemetry's where it advises none.</summary>
internal static class HistogramBounds
{
    private static readonly double[] s_default =
    [
        0,
        5,
        10,
        25,
        50,
        75,
        100,
        250,
        500,
        750,
        1000,
        2500,
        5000,
        7500,
        10_000,
    ];

    public static double[] Of(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } =>
            [
                .. bounds.Select(static b => (double)b),
            ],
            Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } =>
            [
                .. bounds.Select(static b => (double)b),
            ],
            _ => s_default,
        };
}
