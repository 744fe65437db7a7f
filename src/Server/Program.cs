// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Server;

// hocbaso-signing-server [CONFIGURATION-FILE]; the default is hocbaso.json in the working directory.
if (args.Length > 1 || args is ["-h" or "--help"])
{
    Console.Error.WriteLine("usage: HocBaSo.Signing.Server [CONFIGURATION-FILE]");
    return 64; // EX_USAGE of sysexits.h
}
try
{
    var options = SigningServerOptions.Load(args.Length == 1 ? args[0] : "hocbaso.json");
    await using var host = await SigningServerHost.StartAsync(options);
    await host.WaitForShutdownAsync();
    return 0;
}
catch (ConfigurationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 78; // EX_CONFIG
}
catch (Exception e) when (e is HocBaSo.Signing.Core.SigningException or IOException)
{
    await Console.Error.WriteLineAsync($"The server can't start: {e.InnerException?.Message ?? e.Message}");
    return 69; // EX_UNAVAILABLE
}
