// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Services;

/// <summary>What is to be done with each document of a call.</summary>
internal sealed record SigningOrder(
    string Tenant,
    string Caller,
    IReadOnlyList<SigningStep> Steps,
    bool DocumentTimestamp,
    string Profile,
    DateTimeOffset? Deadline
)
{
    /// <summary>The request for one document; an empty id is replaced by one of the server.</summary>
    public SigningRequest Request(
        string requestId,
        DocumentFormat format,
        ReadOnlyMemory<byte> document,
        Func<string> newRequestId
    ) =>
        new()
        {
            Key = new RequestKey(Tenant, Caller, requestId.Length > 0 ? requestId : newRequestId()),
            IsRepeatable = requestId.Length > 0,
            Format = format,
            Document = document,
            Steps = Steps,
            DocumentTimestamp = DocumentTimestamp,
            Profile = Profile,
            Deadline = Deadline,
        };
}
