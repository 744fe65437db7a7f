// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>Both halves of a sealed transcript, checked against the SHA-256 that the server states of each.</summary>
/// <param name="RequestId">The request's id.</param>
/// <param name="Xml">The sealed XML.</param>
/// <param name="Pdf">The sealed rendition, with the XML attached.</param>
/// <param name="Record">What binds them, as it stands in the server's journal.</param>
/// <param name="Rendition">What was drawn.</param>
/// <param name="IsRepeated">True when the server completed the pair again from its journal.</param>
public sealed record SealedResult(
    string RequestId,
    SignedResult Xml,
    SignedResult Pdf,
    PairRecord Record,
    RenditionSummary Rendition,
    bool IsRepeated
);
