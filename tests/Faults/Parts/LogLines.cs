// SPDX-License-Identifier: Apache-2.0
using Microsoft.Extensions.Logging;

namespace HocBaSo.Signing.Faults;

/// <summary>One log line.</summary>
internal sealed record LogLine(LogLevel Level, int Event, string Text);

/// <summary>Keeps every log line with its exception, and lets a test wait for one.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private TaskCompletionSource _more = NewSignal();

    public IReadOnlyList<LogLine> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The first line of an event that holds a text, now or within the patience of the tests.</summary>
    public async Task<LogLine> OfAsync(int eventId, string text = "")
    {
        var limit = Task.Delay(FaultServer.Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                var found = _lines.Find(l => l.Event == eventId && l.Text.Contains(text, StringComparison.Ordinal));
                if (found is not null)
                {
                    return found;
                }
                more = _more.Task;
            }
            if (await Task.WhenAny(more, limit) == limit)
            {
                var told = All.Where(static l => l.Level >= LogLevel.Information).TakeLast(20);
                Assert.Fail($"no line {eventId} with '{text}'; the last ones:\n{string.Join('\n', told)}");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose() { }

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
        TaskCompletionSource more;
        lock (_lock)
        {
            _lines.Add(new LogLine(logLevel, eventId.Id, $"{formatter(state, exception)} {exception}"));
            (more, _more) = (_more, NewSignal());
        }
        more.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
