// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Rendering;

namespace HocBaSo.Signing.Server.Sealing;

/// <summary>What is to be done with each transcript of a call.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Caller">The client.</param>
/// <param name="XmlSteps">The signatures on the XML; empty when it is sealed already.</param>
/// <param name="PdfSteps">The signatures on the PDF, each with its look.</param>
/// <param name="Rendering">How it is rendered.</param>
/// <param name="Deadline">When the caller stops waiting; null when it waits for ever.</param>
internal sealed record SealOrder(
    string Tenant,
    string Caller,
    IReadOnlyList<SigningStep> XmlSteps,
    IReadOnlyList<SigningStep> PdfSteps,
    RenderingOrder Rendering,
    DateTimeOffset? Deadline
)
{
    public string XmlProfile { get; init; } = SignatureProfile.Default;

    public string PdfProfile { get; init; } = SignatureProfile.Default;

    /// <summary>True when the PDF gets a timestamp of its own.</summary>
    public bool DocumentTimestamp { get; init; }
}
