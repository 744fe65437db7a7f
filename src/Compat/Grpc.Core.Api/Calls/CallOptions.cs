// SPDX-License-Identifier: Apache-2.0
namespace Grpc.Core;

/// <summary>Options of one call.</summary>
public struct CallOptions
{
    /// <summary>Makes options.</summary>
    /// <param name="headers">The headers to send.</param>
    /// <param name="deadline">When the call must have ended, in UTC; null for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="writeOptions">How requests are written.</param>
    /// <param name="propagationToken">What a server's own call hands on to this one.</param>
    /// <param name="credentials">The call's credentials.</param>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null
    )
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    /// <summary>The headers to send.</summary>
    public Metadata? Headers { get; private set; }

    /// <summary>When the call must have ended, in UTC; null for no limit.</summary>
    public DateTime? Deadline { get; private set; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>How requests are written.</summary>
    public WriteOptions? WriteOptions { get; private set; }

    /// <summary>What a server's own call hands on to this one.</summary>
    public ContextPropagationToken? PropagationToken { get; private set; }

    /// <summary>The call's credentials.</summary>
    public CallCredentials? Credentials { get; private set; }

    /// <summary>Whether the call waits for a connection instead of failing at once.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>The same options with other headers.</summary>
    /// <param name="headers">The headers to send.</param>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same options with another deadline.</summary>
    /// <param name="deadline">When the call must have ended, in UTC.</param>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same options with another token.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with
        {
            CancellationToken = cancellationToken,
        };

    /// <summary>The same options with other write options.</summary>
    /// <param name="writeOptions">How requests are written.</param>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) =>
        this with
        {
            WriteOptions = writeOptions,
        };

    /// <summary>The same options with another propagation token.</summary>
    /// <param name="propagationToken">What a server's own call hands on to this one.</param>
    public readonly CallOptions WithPropagationToken(ContextPropagationToken propagationToken) =>
        this with
        {
            PropagationToken = propagationToken,
        };

    /// <summary>The same options with other credentials.</summary>
    /// <param name="credentials">The call's credentials.</param>
    public readonly CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>The same options, waiting for a connection or not.</summary>
    /// <param name="waitForReady">Whether the call waits for a connection instead of failing at once.</param>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) =>
        this with
        {
            IsWaitForReady = waitForReady,
        };
}
