// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
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

    /// <summary>Writes why a call is refused, under the call's id.</summary>
    public static void Write(HttpResponse response, SigningError error, string callId)
    {
        response.Headers[CallInterceptor.CallIdHeader] = callId;
        Write(response, RichErrors.ToRpcException(error, callId));
    }

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
