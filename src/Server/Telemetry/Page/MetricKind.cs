// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry.Page;

/// <summary>The types of the text format.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by bound, and a sum.</summary>
    Histogram,
}
