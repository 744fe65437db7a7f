// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Compat.Tests;

/// <summary>Another implementation of gRPC as the client: the system's python3-grpcio.</summary>
public sealed class PythonTests
{
    private const string Script = """
        import sys, grpc
        channel = grpc.insecure_channel(sys.argv[1])
        service = '/hocbaso.signing.compat.tests.EchoService/'
        message = b'\x0a\x90\x4e' + b'a' * 10000
        every = bytes(range(256))
        for compression in (grpc.Compression.NoCompression, grpc.Compression.Gzip, grpc.Compression.Deflate):
            answer, call = channel.unary_unary(service + 'Unary').with_call(
                message, metadata=(('echo-bin', every), ('client', 'python')), compression=compression, timeout=30)
            assert answer == message, compression
            trailers = dict(call.trailing_metadata())
            assert trailers['echo-trailer-bin'] == every and trailers['client'] == 'python', trailers
            assert dict(call.initial_metadata())['echo-bin'] == every
        answers = list(channel.stream_stream(service + 'Duplex')(iter([message] * 50), timeout=30))
        assert answers == [message] * 50, len(answers)
        try:
            channel.unary_unary(service + 'Fail')(b'', timeout=30)
            raise SystemExit('no error')
        except grpc.RpcError as error:
            assert error.code() is grpc.StatusCode.PERMISSION_DENIED, error
            assert b'NOT_PERMITTED' in dict(error.trailing_metadata())['grpc-status-details-bin']
        print('ok')
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Calls_WhenPythonMakesThem_Work(string? compression)
    {
        await using var server = await EchoServer.StartAsync(compression);
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script, new Uri(server.Address).Authority])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True((await errors).Length == 0, await errors);
        Assert.Equal("ok\n", output);
    }
}
