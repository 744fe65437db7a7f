// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>Answers a call without a service: gRPC's Trailers-Only, a status in the headers of an answer without body.</summary>
internal static class GrpcRefusal
{
    /// <summary>What every call's media type begins with.</summary>
    public const string MediaType = "application/grpc";

    // What documents have, but for rare ones; of more, the rest is left.
    private const long MaxReadAway = 1024 * 1024;

    // A client that doesn't end its message waits for its answer no longer than this.
    private static readonly TimeSpan s_readAwayPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Writes why a call is refused, under the call's id. Of a known client, a single message is read and thrown away before the
    /// answer goes out: Kestrel counts streams that are answered but not ended, and for too many of them closes the connection, with
    /// the calls on it that were let in. Streams go on as long as their client likes, and a stranger's message isn't read at all.
    /// </summary>
    public static void Write(HttpResponse response, SigningError error, string callId)
    {
        var failure = RichErrors.ToRpcException(error, callId);
        Write(response, failure, callId, isKnown: error.Kind != SigningErrorKind.Unauthenticated);
    }

    /// <summary>The same of a known client, with what it is told.</summary>
    public static void Write(HttpResponse response, RpcException failure, string callId) =>
        Write(response, failure, callId, isKnown: true);

    /// <summary>Writes the status.</summary>
    public static void Write(HttpResponse response, RpcException failure)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaType;
        response.Headers["grpc-status"] = ((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Encode(failure.Status.Detail);
        foreach (var entry in failure.Trailers)
        {
            response.Headers[entry.Key] = entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;
        }
    }

    private static void Write(HttpResponse response, RpcException failure, string callId, bool isKnown)
    {
        var http = response.HttpContext;
        if (isKnown && SendsOneMessage(http))
        {
            response.OnStarting(() => ReadAwayAsync(http));
        }
        response.Headers[CallInterceptor.CallIdHeader] = callId;
        Write(response, failure);
    }

    private static bool SendsOneMessage(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type
            is MethodType.Unary
                or MethodType.ServerStreaming;

    private static async Task ReadAwayAsync(HttpContext http)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(s_readAwayPatience);
        try
        {
            var body = http.Request.BodyReader;
            var isEnded = false;
            for (var left = MaxReadAway; left > 0 && !isEnded; )
            {
                var read = await body.ReadAsync(limit.Token);
                left -= read.Buffer.Length;
                isEnded = read.IsCompleted;
                body.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Slow, gone or too much: it is answered all the same.
        }
    }

    // gRPC over HTTP/2, Status-Message: octets that are not printable ASCII, and '%', are percent-encoded.
    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }
        return encoded.ToString();
    }
}
