// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>Limits of a server.</summary>
public sealed record LimitOptions
{
    /// <summary>The most signatures in one request, 1 to 100. Default 40.</summary>
    public int MaxSteps { get; init; } = 40;

    /// <summary>The largest XML document in bytes, 1 KiB to 16 MiB. Default 1 MiB.</summary>
    public int MaxXmlBytes { get; init; } = 1 << 20;

    /// <summary>The largest PDF document in bytes, 1 KiB to 256 MiB. Default 64 MiB.</summary>
    public int MaxPdfBytes { get; init; } = 64 << 20;

    /// <summary>Documents on their way at once in the whole server, 1 to 4,096. Default 64.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>Documents in flight on one stream, whatever the client asks for, 1 to 256. Default 64.</summary>
    public int MaxInFlightPerStream { get; init; } = 64;

    /// <summary>MiB of documents in flight on one stream, 1 to 1,024; a larger document goes alone. Default 64.</summary>
    public int MaxMegabytesPerStream { get; init; } = 64;

    /// <summary>MiB of documents in flight on all streams together, 1 to 65,536; then streams wait. Default 1,024.</summary>
    public int MaxMegabytesInFlight { get; init; } = 1024;

    /// <summary>Signatures that may wait for the HSM, 1 to 1,000,000. Default 4,096.</summary>
    public int MaxWaitingSignatures { get; init; } = 4096;

    /// <summary>Connections that each of the two ports takes, 1 to 65,535; one more is closed at once. Default 2,048.</summary>
    public int MaxConnections { get; init; } = 2048;

    /// <summary>Seconds after which a connection without a call is closed, 1 to 86,400. Default 300.</summary>
    public int IdleConnectionSeconds { get; init; } = 300;

    /// <summary>
    /// Seconds that the client of a stream may send nothing while nothing of its own is in hand, 1 to 86,400; then the stream
    /// is ended. Default 300.
    /// </summary>
    public int IdleStreamSeconds { get; init; } = 300;

    /// <summary>Seconds that a client may take no answer, 1 to 86,400; then it is cut off. Default 120.</summary>
    public int StalledStreamSeconds { get; init; } = 120;

    /// <summary>Seconds that work in hand has to end at shutdown, 0 to 600. Default 20.</summary>
    public int ShutdownSeconds { get; init; } = 20;
}
