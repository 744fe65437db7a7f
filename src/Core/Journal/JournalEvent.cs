// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One row of the journal that is no signature. Holds names of the house only: no pupil, no content, no secret.</summary>
public sealed record JournalEvent
{
    /// <summary>What happened.</summary>
    public required JournalEventKind Kind { get; init; }

    /// <summary>The tenant; empty when it concerns none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The client, or the administrator; empty when nobody asked.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The RPC, or the admin operation, such as <c>SigningService/Sign</c>; empty for none.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What it concerns: an identity, <c>identity/version</c>, a token, a digest in hex; at most 256 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The request id that the caller chose; empty for none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Why it was refused; null when it was not.</summary>
    public SigningErrorKind? Error { get; init; }

    /// <summary>One sentence, at most 1,000 characters.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How many equal ones this row stands for; 1 and more. Equal refusals within a second share a row.</summary>
    public int Count { get; init; } = 1;
}
