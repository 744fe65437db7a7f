// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Integration;

/// <summary>Stubs that Debian's protoc makes from protos/ now, for the system's python3.</summary>
internal static class PythonStubs
{
    public const string Python = "/usr/bin/python3";

    public static async Task<string> MakeAsync(TemporaryFolder work)
    {
        var protos = Repository.Path("protos");
        var stubs = Directory.CreateDirectory(work.File("stubs")).FullName;
        var files = Directory
            .EnumerateFiles(protos, "*.proto", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(protos, file));
        var run = await Tool.RunAsync(
            "/usr/bin/protoc",
            [
                "--plugin=protoc-gen-grpc_python=/usr/bin/grpc_python_plugin",
                $"-I{protos}",
                $"--python_out={stubs}",
                $"--grpc_python_out={stubs}",
                .. files,
            ]
        );
        Assert.True(run.ExitCode == 0, run.ToString());
        return stubs;
    }
}
