// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli;

/// <summary>The most that options and scenario files may ask for.</summary>
internal static class LoadLimits
{
    /// <summary>Callers of a closed loop.</summary>
    public const int MaxCallers = 4096;

    /// <summary>Streams of a flow.</summary>
    public const int MaxStreams = 64;

    /// <summary>Signatures that a document gets.</summary>
    public const int MaxSteps = 100;

    /// <summary>Documents per second of an open loop.</summary>
    public const double MaxRate = 100_000;
}
