// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Client;

/// <summary>How a batch is sent.</summary>
public sealed record BatchOptions
{
    /// <summary>
    /// 1 to 64 printable ASCII characters without spaces and '/'. A batch that is sent again under its id gets the same
    /// documents back, without a second signature. Null: a document sent again is signed again.
    /// </summary>
    public string? BatchId { get; init; }

    /// <summary>How many documents may be in flight, 1 to 256; the server may use fewer. Default 32.</summary>
    public int MaxInFlight { get; init; } = 32;

    /// <summary>How long the whole batch may take; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }
}
