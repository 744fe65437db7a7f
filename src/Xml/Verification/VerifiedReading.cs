// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Xml;

/// <summary>A report, and what was read of the verified nodes.</summary>
/// <param name="Report">The verdict.</param>
/// <param name="Value">What was read; the default value when the document is unreadable.</param>
public sealed record VerifiedReading<T>(VerificationReport Report, T? Value);
