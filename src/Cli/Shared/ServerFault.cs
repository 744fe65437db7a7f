// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>Tells a server that refuses from one that could not be asked or has a fault.</summary>
internal static class ServerFault
{
    /// <summary>1 when the server refused, 70 when it could not be asked or has a fault.</summary>
    public static int Code(SigningClientException failure) =>
        failure.Status
            is StatusCode.Unavailable
                or StatusCode.Internal
                or StatusCode.Unknown
                or StatusCode.Unimplemented
                or StatusCode.DeadlineExceeded
                or StatusCode.DataLoss
            ? ExitCode.Fault
            : ExitCode.Failed;
}
