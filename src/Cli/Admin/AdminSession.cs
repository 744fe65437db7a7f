// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>One run of a verb of <c>hbs admin</c>: whom it asks, and where and how it answers.</summary>
internal sealed class AdminSession(CertificateAdminClient client, Terminal terminal)
{
    public CertificateAdminClient Client { get; } = client;

    public Terminal Terminal { get; } = terminal;

    public required Uri Server { get; init; }

    public required bool IsJson { get; init; }

    /// <summary>True when nothing is asked before a change.</summary>
    public required bool IsSure { get; init; }

    /// <summary>Names the change, so that it can be asked for again and is made once.</summary>
    public required string RequestId { get; init; }

    public AdminTables Tables { get; } = new(terminal.Tables, new ReportClock(TimeSyntax.Zone));

    /// <summary>Asks, makes a change, and tells what became of it.</summary>
    /// <param name="what">What is about to be done, in one sentence.</param>
    /// <param name="change">Makes it.</param>
    public async Task<int> ChangeAsync(string what, Func<Task<ChangeOutcome>> change)
    {
        await ConfirmAsync(what);
        await TellAsync(await SendAsync(change));
        return ExitCode.Success;
    }

    /// <summary>Sends a change; where no answer comes, says how to find out what became of it.</summary>
    /// <exception cref="CommandException">The server refused, failed, or did not answer.</exception>
    public async Task<T> SendAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (SigningClientException e)
        {
            throw AdminFailure.OfChange(e, RequestId);
        }
    }

    /// <summary>Tells what became of a change.</summary>
    public async Task TellAsync(ChangeOutcome outcome)
    {
        if (IsJson)
        {
            await WriteLineAsync(AdminJson.Line(outcome));
            return;
        }
        if (outcome.Pending is { } pending)
        {
            await WriteLineAsync(
                VisibleText.Of(
                    $"Waits for a second administrator: {pending.Description} Another one confirms it with: hbs admin confirm {pending.ChangeId}"
                )
            );
        }
        else if (outcome.Identity is { } identity)
        {
            Tables.Write(identity);
        }
        foreach (var warning in outcome.Warnings)
        {
            await Terminal.Error.WriteLineAsync("hbs: " + VisibleText.Of(warning));
        }
    }

    /// <summary>Returns when the person agrees, or has done so before.</summary>
    /// <exception cref="CommandException">They don't, or there is nobody to ask.</exception>
    public async Task ConfirmAsync(string what)
    {
        if (IsSure)
        {
            return;
        }
        if (!Terminal.InputIsTerminal)
        {
            throw new CommandException("there is no terminal to ask at; with --yes the change is made without asking");
        }
        await Terminal.Error.WriteAsync($"{VisibleText.Of(what)}\nAt {Server}. Go on? [y/N] ");
        var answer = await Terminal.Input.ReadLineAsync() ?? "";
        if (answer.Trim().ToLowerInvariant() is not ("y" or "yes" or "c" or "có"))
        {
            throw new CommandException("nothing was changed", ExitCode.Failed);
        }
    }

    public Task WriteLineAsync(string line) => Terminal.Output.WriteLineAsync(line);

    /// <summary>A row for each thing, or its JSON.</summary>
    public async Task WriteAsync<T>(IReadOnlyList<T> things, Func<T, string> json, Action<IReadOnlyList<T>> table)
    {
        if (!IsJson)
        {
            table(things);
            return;
        }
        foreach (var thing in things)
        {
            await WriteLineAsync(json(thing));
        }
    }
}
