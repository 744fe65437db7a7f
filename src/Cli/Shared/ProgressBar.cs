// SPDX-License-Identifier: Apache-2.0
using Spectre.Console;

namespace HocBaSo.Signing.Cli;

/// <summary>A progress bar on standard error where a person waits; nothing at all where output is redirected.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work that reports how many of its items are done.</summary>
    /// <param name="terminal">Where the bar is drawn.</param>
    /// <param name="title">What is being done; plain text.</param>
    /// <param name="total">How many items there are.</param>
    /// <param name="work">Calls its argument once for each finished item; from any thread.</param>
    public static async Task<T> RunAsync<T>(Terminal terminal, string title, int total, Func<Action, Task<T>> work)
    {
        if (!terminal.ErrorIsTerminal || total == 0)
        {
            return await work(static () => { });
        }
        return await terminal
            .Progress.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: total);
                return await work(() => bar.Increment(1));
            });
    }
}
