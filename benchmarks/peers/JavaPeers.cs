// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HocBaSo.Signing.Cli;

namespace HocBaSo.Signing.Benchmarks.Peers;

/// <summary>
/// A Java virtual machine that stays between rounds: SunPKCS11 with Apache Santuario, and with PDFBox and BouncyCastle. One line in, one
/// line of JSON out; it ends when its input does.
/// </summary>
internal sealed class JavaPeers : IContestant, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly PeerSite _site;
    private readonly Process _process;

    private JavaPeers(PeerSite site, Process process) => (_site, _process) = (site, process);

    /// <summary>Starts it, with its defaults.</summary>
    public static JavaPeers Start(PeerSite site, string classPath)
    {
        var threads = PeerOptions.Threads.ToString(CultureInfo.InvariantCulture);
        string[] token = [site.Options.Tokens[0].ModulePath, site.Folder.PinFile];
        var start = new ProcessStartInfo("java", ["-cp", classPath, "Peers", .. token, site.DocumentFolder, threads])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["SOFTHSM2_CONF"] = site.Folder.SoftHsmConfiguration },
        };
        return new JavaPeers(site, Process.Start(start)!);
    }

    public string NameFor(PeerCase peerCase) => peerCase.IsXml ? "Java, Santuario" : "Java, PDFBox + BouncyCastle";

    public async Task<Reading> RunAsync(PeerCase peerCase, TimeSpan length, CancellationToken cancellationToken)
    {
        var seconds = length.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var answer = await AskAsync($"run {peerCase} {seconds}", length + Patience, cancellationToken);
        return new Reading(
            answer.GetProperty("documents").GetInt64(),
            answer.GetProperty("errors").GetInt64(),
            answer.GetProperty("seconds").GetDouble(),
            answer.GetProperty("cpuSeconds").GetDouble()
        );
    }

    public async Task<byte[]> SignOneAsync(PeerCase peerCase, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_site.OutputFolder, "java");
        await AskAsync($"sign {peerCase} {file}", Patience, cancellationToken);
        return await File.ReadAllBytesAsync(file, cancellationToken);
    }

    /// <summary>What Santuario says of a signed transcript.</summary>
    public async Task<bool> VerifyXmlAsync(string file, CancellationToken cancellationToken)
    {
        var answer = await AskAsync($"verify {file}", Patience, cancellationToken);
        return answer.GetProperty("valid").GetBoolean();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private async Task<JsonElement> AskAsync(string line, TimeSpan patience, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await _process
            .StandardOutput.ReadLineAsync(cancellationToken)
            .AsTask()
            .WaitAsync(patience, cancellationToken);
        return answer is null
            ? throw new CommandException($"the Java process ended at '{line}'", ExitCode.Fault)
            : JsonElement.Parse(answer);
    }
}
