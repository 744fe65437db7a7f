// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>One document and the signatures that it is to get.</summary>
public sealed record SigningRequest
{
    /// <summary>Tenant, caller and request id.</summary>
    public required RequestKey Key { get; init; }

    /// <summary>
    /// True when the caller chose the request id, so that the journal may know it already. An id made by the server is
    /// fresh.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The format.</summary>
    public required DocumentFormat Format { get; init; }

    /// <summary>The document; unchanged until the request is answered.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>
    /// The signatures in their order; 1 to <see cref="SigningPipelineOptions.MaxSteps"/>, none only with
    /// <see cref="DocumentTimestamp"/>.
    /// </summary>
    public required IReadOnlyList<SigningStep> Steps { get; init; }

    /// <summary>
    /// True when the document is to get a timestamp of its own behind the signatures (PDF, EN 319 142-1 §5.4.3). It uses no
    /// key of the tenant, so whoever may use the tenant may ask for it.
    /// </summary>
    public bool DocumentTimestamp { get; init; }

    /// <summary>The profile, one of <see cref="SignatureProfile"/>; that of the format when none is named.</summary>
    public string Profile
    {
        get => field.Length > 0 ? field : SignatureProfile.DefaultOf(Format);
        init;
    } = SignatureProfile.Default;

    /// <summary>
    /// The school whose document it is, where the server itself knows it and the format does not say so: a rendition is of
    /// the school of its XML. Null when only the document can tell.
    /// </summary>
    public string? SchoolCode { get; init; }

    /// <summary>When the caller stops waiting; null when it waits for ever.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>True for an item of a stream: it waits, for a place and for the HSM's queue, behind single documents, instead of being refused.</summary>
    public bool MayWait { get; init; }

    /// <summary>Its lane: what may wait is bulk.</summary>
    internal SigningLane Lane => MayWait ? SigningLane.Bulk : SigningLane.Interactive;

    /// <summary>How many intents it leaves in the journal.</summary>
    internal int EntryCount => Steps.Count + (DocumentTimestamp ? 1 : 0);
}
