// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Benchmarks;

/// <summary>A stage that is set up: it can be run again and again, by one caller at a time, and does the same each time.</summary>
/// <param name="run">The work; returns the bytes of its result that the caller asked for, which no budget counts.</param>
/// <param name="owned">What goes with it, the last one first.</param>
public sealed class Stage(Func<int> run, params IDisposable[] owned) : IDisposable
{
    /// <summary>How many operations one run is.</summary>
    public int Operations { get; init; } = 1;

    /// <summary>True when other threads share in the work: time and bytes are then those of the whole process.</summary>
    public bool IsOfProcess { get; init; }

    /// <summary>Runs it.</summary>
    public int Run() => run();

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = owned.Length - 1; i >= 0; i--)
        {
            owned[i].Dispose();
        }
    }
}
