// SPDX-License-Identifier: Apache-2.0
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>A call that signs a document which is larger than all windows and buffers on the way back.</summary>
internal static class UnreadAnswer
{
    /// <summary>The document's size.</summary>
    public const int Bytes = 900_000;

    /// <summary>The answer begins, and nobody reads on.</summary>
    public static async Task<HttpResponseMessage> BeginAsync(TestHost host, HttpClient http, string client)
    {
        var message = new Wire.SignRequest
        {
            Settings = TestHost.Settings(),
            Format = Wire.DocumentFormat.Xml,
            Document = ByteString.CopyFrom(new byte[Bytes]),
        }.ToByteArray();
        using var body = new MemoryStream();
        await HalfMessage.WritePrefixAsync(body, message.Length, CancellationToken.None);
        body.Write(message);
        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var call = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(host.Host.GrpcAddress, "/hocbaso.signing.v1.SigningService/Sign")
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
            Headers = { { "te", "trailers" }, { "x-client", client } },
        };
        return await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
    }
}
