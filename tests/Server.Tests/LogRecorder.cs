// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Keeps every log line, with its exception.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = [];

    /// <summary>Hears each line.</summary>
    public Action<string>? Logged { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }

    /// <summary>Ends when a line holds a text.</summary>
    public async Task OfAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Entries.Any(entry => entry.Text.Contains(text, StringComparison.Ordinal)))
        {
            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var text = formatter(state, exception) + exception;
        Entries.Enqueue((logLevel, text));
        Logged?.Invoke(text);
    }
}
