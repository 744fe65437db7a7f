// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Calls;
using HocBaSo.Signing.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace HocBaSo.Signing.Server.Callers;

/// <summary>How every gate in front of gRPC refuses a call: under an id of its own, and counted like the calls that got through.</summary>
internal sealed class GateRefusals(ServerInstruments instruments, TimeProvider time)
{
    /// <summary>Answers a call. Why goes to log and journal by the gate, which alone knows what it looked at.</summary>
    /// <param name="http">The call; nothing of its answer has been written.</param>
    /// <param name="fullName">The RPC.</param>
    /// <param name="error">What the caller is told.</param>
    /// <returns>The call's id, as the caller gets it.</returns>
    public string Refuse(HttpContext http, string fullName, SigningError error)
    {
        var id = CallInterceptor.NewCallId(time);
        instruments.Called(fullName, GrpcStatusMap.StatusOf(error.Kind), TimeSpan.Zero);
        GrpcRefusal.Write(http.Response, error, id);
        return id;
    }

    /// <summary>The same of what gRPC itself would refuse: with a bare status.</summary>
    public string Refuse(HttpContext http, string fullName, Status status)
    {
        var id = CallInterceptor.NewCallId(time);
        instruments.Called(fullName, status.StatusCode, TimeSpan.Zero);
        GrpcRefusal.Write(http.Response, new RpcException(status), id);
        return id;
    }
}
