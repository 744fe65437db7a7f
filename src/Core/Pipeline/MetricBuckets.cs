// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Core;

/// <summary>The bounds of histograms: the same for all durations, so that stages can be laid over each other.</summary>
public static class MetricBuckets
{
    /// <summary>Durations in seconds: from 50 µs, a stage that only computes, to 10 s, the patience of an authority.</summary>
    public static InstrumentAdvice<double> Seconds { get; } =
        new()
        {
            HistogramBucketBoundaries =
            [
                0.000_05,
                0.000_1,
                0.000_25,
                0.000_5,
                0.001,
                0.002_5,
                0.005,
                0.01,
                0.025,
                0.05,
                0.1,
                0.25,
                0.5,
                1,
                2.5,
                5,
                10,
            ],
        };

    /// <summary>How many things went together: powers of two.</summary>
    public static InstrumentAdvice<int> Counts { get; } =
        new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };
}
