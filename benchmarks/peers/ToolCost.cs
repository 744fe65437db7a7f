// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>What a program costs that is started for each document.</summary>
/// <param name="Program">The program.</param>
/// <param name="Case">What it verifies.</param>
/// <param name="Milliseconds">From start to end, the median.</param>
internal sealed record ToolCost(string Program, PeerCase Case, double Milliseconds)
{
    private const int Runs = 15;

    /// <summary>Measures each tool on a document that was signed before.</summary>
    public static IReadOnlyList<ToolCost> Measure(OutputChecks checks) =>
        [.. PeerCase.All.SelectMany(c => checks.Tools(c).Select(tool => Measure(tool, c)))];

    private static ToolCost Measure(VerifyingTool tool, PeerCase peerCase)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            OutputChecks.Accepts(tool);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return new ToolCost(tool.Program, peerCase, PeerRow.Median(times));
    }
}
