// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>
/// What one client may ask of the server. 0 means no limit of its own; the limits of the server hold besides. Bursts are one
/// second's worth, and at least one.
/// </summary>
public sealed record ClientLimitOptions
{
    /// <summary>No limits but that of streams.</summary>
    public static readonly ClientLimitOptions None = new();

    /// <summary>
    /// Calls that may begin each second, 0 to 100,000: unary calls and streams alike, not the items of a stream. One more is
    /// refused as QuotaExceeded with the time after which it would be taken. Default 0.
    /// </summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>
    /// Documents that may begin each second, 0 to 100,000: one for each unary call, one for each item of a stream. One more is
    /// refused when the call is unary; a stream is read more slowly. Default 0.
    /// </summary>
    public int DocumentsPerSecond { get; init; }

    /// <summary>
    /// Documents in hand at once over all calls and streams of the client, 0 to 4,096; one of a unary call is until its answer is taken. One
    /// more is refused when the call is unary; a stream is read more slowly. Default 0.
    /// </summary>
    public int InFlight { get; init; }

    /// <summary>
    /// Streams open at once, 0 to 4,096, whatever they do; one more is refused. Each may hold its settings, up to 5 MiB. Default 64.
    /// </summary>
    public int Streams { get; init; } = 64;

    /// <summary>The largest document in bytes, 0 to 268,435,456; a larger one fails as DocumentTooLarge. Default 0.</summary>
    public int MaxDocumentBytes { get; init; }
}
