// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Cli;

/// <summary>This process, in which the server runs. The load generator's own part can't be told from the server's.</summary>
internal sealed class ProcessMeter(bool hasTransport) : IServerMeter
{
    private const string ClearReferences = "/proc/self/clear_refs";
    private readonly Process _self = Process.GetCurrentProcess();

    public string Method =>
        "the whole process: server and software token"
        + (
            hasTransport
                ? ", and the load generator's half of gRPC, which can't be told from them"
                : "; the load generator itself is a loop and a histogram"
        );

    /// <summary>Lets the peak of resident memory begin anew, where the system can (Linux).</summary>
    public static void ResetPeak()
    {
        try
        {
            // "5" sets VmHWM to the present: proc(5), since Linux 4.0.
            File.WriteAllText(ClearReferences, "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the peak is that of the whole life of the process.
        }
    }

    public Task<ServerReading?> ReadAsync(CancellationToken cancellationToken)
    {
        _self.Refresh();
        return Task.FromResult<ServerReading?>(
            new ServerReading(
                _self.TotalProcessorTime.TotalSeconds,
                GC.GetTotalAllocatedBytes(precise: false),
                _self.WorkingSet64,
                _self.PeakWorkingSet64
            )
            {
                CpuByThreads = ThreadTimes.Read(),
            }
        );
    }
}
