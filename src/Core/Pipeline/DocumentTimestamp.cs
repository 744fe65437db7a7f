// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>A document timestamp that was made (EN 319 142-1 §5.4.3).</summary>
/// <param name="TimestampId">Its Id in the document: the name of its field.</param>
/// <param name="Time">genTime.</param>
/// <param name="Authority">The configured name of the authority that gave it.</param>
public sealed record DocumentTimestamp(string TimestampId, DateTimeOffset Time, string Authority);
