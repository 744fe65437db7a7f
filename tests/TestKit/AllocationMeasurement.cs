// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.TestKit;

/// <summary>What a piece of work allocated.</summary>
/// <param name="Bytes">The least of all calls.</param>
/// <param name="Calls">How many were made.</param>
public readonly record struct AllocationMeasurement(long Bytes, int Calls)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Bytes} bytes were the least of {Calls} calls");
}
