// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Client;

/// <summary>A rendition, checked against the SHA-256 that the server states.</summary>
/// <param name="Document">The PDF; the receiver's.</param>
/// <param name="Summary">What was drawn.</param>
public sealed record RenderedResult(ReadOnlyMemory<byte> Document, RenditionSummary Summary);
