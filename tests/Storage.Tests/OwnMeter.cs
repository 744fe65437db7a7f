// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.Metrics;

namespace HocBaSo.Signing.Storage.Tests;

/// <summary>Makes one meter, so that a test can tell its own from those of the tests beside it.</summary>
internal sealed class OwnMeter : IMeterFactory
{
    public Meter? Made { get; private set; }

    public Meter Create(MeterOptions options) => Made = new Meter(options);

    public void Dispose() => Made?.Dispose();
}
