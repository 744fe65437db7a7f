// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Cli.Tests;

/// <summary>The folder of the clone that the tests run in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "HocBaSo.SigningServer.sln"))
            ? folder
            : Find(System.IO.Path.GetDirectoryName(folder)!);
}
