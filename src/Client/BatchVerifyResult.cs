// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>What was found of one document of a batch.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Report">The report; null when the document could not be looked at.</param>
/// <param name="Error">Why not; null when it was.</param>
public sealed record BatchVerifyResult(string Id, VerificationReport? Report, SigningClientException? Error)
{
    /// <summary>True when there is a report; it may still say that the document is bad.</summary>
    [MemberNotNullWhen(true, nameof(Report))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsVerified => Report is not null;
}
