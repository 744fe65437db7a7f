// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Benchmarks.Peers;
using HocBaSo.Signing.Cli;

var terminal = Terminal.OfProcess();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    var options = PeerOptions.Parse(args);
    var result = await new PeerRun(options, terminal.Error).RunAsync(stop.Token);
    PeerTable.Write(terminal.Tables, result);
    if (options.Json is { } file)
    {
        await File.WriteAllTextAsync(file, PeerJson.Write(result) + "\n", stop.Token);
    }
    return result.Rows.All(static row => row.Errors == 0) ? ExitCode.Success : ExitCode.Failed;
}
catch (Exception e) when (e is CommandException or FormatException or TimeoutException or OperationCanceledException)
{
    await terminal.Error.WriteLineAsync($"error: {e.Message}");
    return e is CommandException { ExitCode: var code } ? code : ExitCode.Usage;
}
