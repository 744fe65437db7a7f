// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pki;

/// <summary>One attribute (RFC 5652 §5.3).</summary>
/// <param name="Type">attrType.</param>
/// <param name="Values">attrValues, each encoded.</param>
public sealed record CmsAttribute(string Type, IReadOnlyList<ReadOnlyMemory<byte>> Values);
