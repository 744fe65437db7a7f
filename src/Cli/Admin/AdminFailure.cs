// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;

namespace HocBaSo.Signing.Cli;

/// <summary>A call that failed, as a sentence and an exit code.</summary>
internal static class AdminFailure
{
    /// <summary>As below, of a change: where no answer came, it may have been made all the same.</summary>
    /// <param name="failure">What the client saw.</param>
    /// <param name="requestId">The name under which the change is made once, however often it is sent.</param>
    public static CommandException OfChange(SigningClientException failure, string requestId)
    {
        var plain = Of(failure);
        // A server that answers says what went wrong in a word of its own.
        return failure.Kind is "DEADLINE_EXCEEDED" or "UNAVAILABLE" or "UNKNOWN"
            ? new CommandException(
                VisibleText.Of(
                    $"{plain.Message.TrimEnd('.')}. The change may have been made: the same command with --request-id {requestId} makes it once and tells"
                ),
                plain.ExitCode
            )
            : plain;
    }

    /// <summary>1 when the server refused, 70 when it could not be asked or has a fault.</summary>
    public static CommandException Of(SigningClientException failure)
    {
        var field = failure.Field is null ? "" : $" ({failure.Field})";
        return new CommandException(
            VisibleText.Of($"{failure.Kind}: {failure.Message}{field}"),
            ServerFault.Code(failure)
        );
    }
}
