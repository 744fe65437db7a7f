// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Compression;
using HocBaSo.Signing.Compat.Tests.Echo;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class CompressionTests
{
    private static readonly EchoMessage Long = new() { Text = new string('ă', 10_000) };

    [Fact]
    public async Task Gzip_WhenTheServerIsAsked_IsOnTheWire()
    {
        await using var server = await EchoServer.StartAsync("gzip");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            server.Address + "/hocbaso.signing.compat.tests.EchoService/Unary"
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(Long.ToByteArray())),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "gzip");
        using var response = await http.SendAsync(request);
        var frame = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("gzip", Assert.Single(response.Headers.GetValues("grpc-encoding")));
        Assert.Equal(1, frame[0]);
        Assert.Equal((uint)frame.Length - 5, BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(1)));
        Assert.InRange(frame.Length, 20, 1_000);
        await using var unzipped = new GZipStream(
            new MemoryStream(frame, 5, frame.Length - 5),
            CompressionMode.Decompress
        );
        Assert.Equal(Long, EchoMessage.Parser.ParseFrom(unzipped));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Call_WhenBothSidesCompress_ReturnsTheMessage(string encoding)
    {
        await using var server = await EchoServer.StartAsync(encoding);
        // The client's own switch for compressing requests.
        var headers = new Metadata { { "grpc-internal-encoding-request", encoding } };
        Assert.Equal(Long, await server.Client.UnaryAsync(Long, headers));
    }

    [Theory]
    [InlineData("gzip", 0x1f)]
    [InlineData("deflate", 0x78)]
    public void Provider_WhenItCompresses_WritesItsFormatAndLeavesTheStreamOpen(string name, byte firstByte)
    {
        ICompressionProvider provider =
            name == "gzip"
                ? new GzipCompressionProvider(CompressionLevel.Fastest)
                : new DeflateCompressionProvider(CompressionLevel.Fastest);
        Assert.Equal(name, provider.EncodingName);
        using var target = new MemoryStream();
        using (var stream = provider.CreateCompressionStream(target, null))
        {
            stream.Write("Nguyễn"u8);
        }

        Assert.True(target.CanWrite);
        Assert.Equal(firstByte, target.ToArray()[0]);
        target.Position = 0;
        using var back = new StreamReader(provider.CreateDecompressionStream(target));
        Assert.Equal("Nguyễn", back.ReadToEnd());
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
