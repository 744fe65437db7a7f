// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server.Telemetry;

/// <summary>Which meters and sources of spans are told: those of this product, and the runtime's own meter.</summary>
internal static class Meters
{
    /// <summary>Processor time, memory, garbage collection, thread pool: .NET's own.</summary>
    public const string Runtime = "System.Runtime";

    /// <summary>What the names of this product's meters and sources begin with.</summary>
    public const string Product = "HocBaSo.Signing";

    public static bool IsTold(string meter) => meter == Runtime || meter.StartsWith(Product, StringComparison.Ordinal);
}
