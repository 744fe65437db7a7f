// SPDX-License-Identifier: Apache-2.0
using System.Net.Sockets;
using HocBaSo.Signing.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HocBaSo.Signing.Server;

/// <summary>A running server, in this process. Thread-safe; stopped once.</summary>
public sealed partial class SigningServerHost : IAsyncDisposable
{
    // A client that has its status but has not read it loses it when its connection is closed.
    private static readonly TimeSpan s_reading = TimeSpan.FromMilliseconds(250);

    // Kestrel would give 5 seconds to each that has not half-closed its stream.
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(2);
    private readonly WebApplication _app;
    private readonly ServerParts _parts;
    private readonly ILoggerFactory _loggers;
    private readonly TimeSpan _shutdownLimit;
    private readonly Lazy<Task> _stop;
    private int _disposed;

    private SigningServerHost(WebApplication app, ServerParts parts, ILoggerFactory loggers, TimeSpan shutdownLimit)
    {
        (_app, _parts, _loggers, _shutdownLimit) = (app, parts, loggers, shutdownLimit);
        _stop = new Lazy<Task>(StopAsync);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        // In the order in which WebHost listens.
        var bound = addresses.Addresses.Select(static address => new Uri(address)).ToArray();
        (GrpcAddress, HttpAddress) = (bound[0], bound[1]);
    }

    /// <summary>Where gRPC is served, such as http://127.0.0.1:5440/.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where /health and /tsa are served.</summary>
    public Uri HttpAddress { get; }

    internal ServerParts Parts => _parts;

    /// <summary>Checks the options, opens the journal and the tokens, and listens.</summary>
    /// <param name="options">From <see cref="SigningServerOptions.Load"/>, or made in code.</param>
    /// <param name="logging">Where log lines go; null for the console.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ConfigurationException">The options can't work: everything that is wrong, at once.</exception>
    /// <exception cref="Core.SigningException">The journal can't be opened.</exception>
    /// <exception cref="IOException">An address is in use, or can't be had.</exception>
    public static Task<SigningServerHost> StartAsync(
        SigningServerOptions options,
        Action<ILoggingBuilder>? logging = null,
        CancellationToken cancellationToken = default
    ) => StartAsync(options, new OutsideParts(), logging, cancellationToken);

    internal static async Task<SigningServerHost> StartAsync(
        SigningServerOptions options,
        OutsideParts outside,
        Action<ILoggingBuilder>? logging,
        CancellationToken cancellationToken
    )
    {
        var loggers = LoggerFactory.Create(logging ?? ServerLogging.Console);
        try
        {
            var parts = await PartsFactory.CreateAsync(options, loggers, outside, cancellationToken);
            return await StartAsync(options, parts, loggers, cancellationToken);
        }
        catch
        {
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tells everything that can be told of a configuration without a token, a journal or a port: reads the file with what the
    /// environment overrides, and the files that it names; writes nothing, listens nowhere, logs in to nothing.
    /// </summary>
    /// <param name="file">As for <see cref="SigningServerOptions.Load"/>.</param>
    /// <returns>Mistakes of form and of meaning at once, and what is worth a look.</returns>
    public static Task<ConfigurationReport> CheckAsync(string file) => ConfigurationCheck.RunAsync(file);

    /// <summary>Waits until the process is told to end (SIGTERM, Ctrl+C), or the token is cancelled, or the server is stopped.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopping = _app.Lifetime.ApplicationStopping.Register(() => told.TrySetResult());
        await using var cancelled = cancellationToken.Register(() => told.TrySetResult());
        await told.Task;
        await _stop.Value;
    }

    /// <summary>
    /// Takes no more work (calls that begin get UNAVAILABLE), finishes what is in hand within
    /// <see cref="LimitOptions.ShutdownSeconds"/>, closes everything.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        await _stop.Value;
        await _app.DisposeAsync();
        await _parts.DisposeAsync();
        _loggers.Dispose();
    }

    // First the streams end with their status and every call is answered, then the connections are closed.
    private async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(_shutdownLimit);
        var running = _app.Services.GetRequiredService<RunningCalls>();
        // Before the stop, at which streams may end at once; told by a signal, some may have ended by now.
        var wasIdle = running.IsIdle;
        _app.Lifetime.StopApplication();
        await running.WhenIdleAsync(limit.Token);
        if (!wasIdle || running.HasEndedAtStop)
        {
            await Task.Delay(s_reading, CancellationToken.None);
        }
        using var closing = new CancellationTokenSource(s_closing);
        await _app.StopAsync(closing.Token);
    }

    internal static async Task<SigningServerHost> StartAsync(
        SigningServerOptions options,
        ServerParts parts,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var app = WebHost.Build(options, parts, loggers);
        try
        {
            await app.StartAsync(cancellationToken);
            var limit = TimeSpan.FromSeconds(options.Limits.ShutdownSeconds);
            var host = new SigningServerHost(app, parts, loggers, limit);
            parts.HttpStarted(host.HttpAddress);
            ServerLogging.Started(loggers, options, host);
            return host;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            // The journal's last checkpoint would wait for an authority that is served here.
            parts.HttpFailed();
            await parts.DisposeAsync();
            // Kestrel itself tells only of an address in use.
            if (e is SocketException)
            {
                throw new IOException($"{options.GrpcEndPoint} or {options.HttpEndPoint} can't be had: {e.Message}", e);
            }
            throw;
        }
    }
}
