// SPDX-License-Identifier: Apache-2.0
using Grpc.Core;
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>A call that failed, as a sentence and an exit code.</summary>
internal static class AdminFailure
{
    /// <summary>1 when the server refused, 70 when it could not be asked or has a fault.</summary>
    public static CommandException Of(SigningClientException failure)
    {
        var field = failure.Field is null ? "" : $" ({failure.Field})";
        var isFault =
            failure.Status
            is StatusCode.Unavailable
                or StatusCode.Internal
                or StatusCode.Unknown
                or StatusCode.Unimplemented
                or StatusCode.DeadlineExceeded
                or StatusCode.DataLoss;
        return new CommandException(
            VisibleText.Of($"{failure.Kind}: {failure.Message}{field}"),
            isFault ? ExitCode.Fault : ExitCode.Failed
        );
    }
}
