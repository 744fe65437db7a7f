// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Client;

/// <summary>How a client behaves.</summary>
public sealed record SigningClientOptions
{
    /// <summary>How long a unary call may take, retries included. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a unary call is tried again after UNAVAILABLE or RESOURCE_EXHAUSTED, 0 to 20. It is safe: the request id is
    /// set before the first try, so that no document is signed twice. Default 4.
    /// </summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>The pause before a retry when the server states none; it doubles. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause before a retry; when the server asks for more, the call fails at once. Default 10 seconds.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For https addresses: our certificate, and whom we trust. Null for the machine's trust and no certificate.</summary>
    public ClientTls? Tls { get; init; }

    /// <summary>Sends the requests, <see cref="Tls"/> or not; null for one of the client's own, which pings silent connections. Stays the caller's.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>After how much silence a ping is sent, and for how long its answer may keep us waiting; null for 30 and 20 seconds.</summary>
    internal TimeSpan? Silence { get; init; }
}
