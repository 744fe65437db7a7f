// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Storage.Tests;

/// <summary>
/// The test assembly as a program of its own: <c>dotnet exec … append FILE</c> appends until it is killed,
/// <c>dotnet exec … measure DIRECTORY</c> states appends per second.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["append", var path]:
                return await Appender.RunAsync(path);
            case ["measure", var directory]:
                await Measurement.RunAsync(directory);
                return 0;
            default:
                await Console.Error.WriteLineAsync("append FILE | measure DIRECTORY");
                return 64;
        }
    }
}
