// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server;

/// <summary>The executable: <c>HocBaSo.Signing.Server [CONFIGURATION-FILE]</c>.</summary>
internal static class ServerProgram
{
    // The working directory's.
    private const string DefaultFile = "hocbaso.json";

    // sysexits.h: EX_USAGE, EX_UNAVAILABLE, EX_CONFIG; those of hbs serve are the same.
    private const int Usage = 64;
    private const int Unavailable = 69;
    private const int Configuration = 78;

    /// <summary>Runs the server until the process is told to end.</summary>
    /// <param name="arguments">At most one: the configuration's file.</param>
    /// <param name="error">Where complaints go.</param>
    /// <returns>What the process exits with.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter error)
    {
        if (arguments.Length > 1 || arguments is ["-h" or "--help"])
        {
            await error.WriteLineAsync("usage: HocBaSo.Signing.Server [CONFIGURATION-FILE]");
            return Usage;
        }
        try
        {
            var options = SigningServerOptions.Load(arguments is [var file] ? file : DefaultFile);
            await using var host = await SigningServerHost.StartAsync(options);
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (ConfigurationException e)
        {
            await error.WriteLineAsync(e.Message);
            return Configuration;
        }
        catch (Exception e) when (e is SigningException or IOException)
        {
            await error.WriteLineAsync(
                $"The server can't start: {(e is SigningException ? e.InnerException : null)?.Message ?? e.Message}"
            );
            return Unavailable;
        }
    }
}
