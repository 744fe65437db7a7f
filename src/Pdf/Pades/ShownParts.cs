// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Pades;

/// <summary>What an update shows.</summary>
/// <param name="Signature">The signature's own appearance; null when it is invisible.</param>
/// <param name="SealPlace">The place for a seal to come; null when none is kept.</param>
internal sealed record ShownParts(DrawnSignature? Signature, WidgetPlace? SealPlace)
{
    /// <summary>Nothing.</summary>
    public static ShownParts None { get; } = new(null, null);
}
