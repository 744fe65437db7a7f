// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>How a signature shows on a page (decree 30/2020, annex I). For PDF only. One instance may serve many documents.</summary>
public sealed record VisibleSignature
{
    /// <summary>The largest image in bytes.</summary>
    public const int MaxImageBytes = 512 << 10;

    /// <summary>The most lines of text.</summary>
    public const int MaxLines = 8;

    /// <summary>The longest line, and the longest name of a field, in UTF-16 units.</summary>
    public const int MaxTextLength = 200;

    /// <summary>Where it stands; null for the place of the existing field.</summary>
    public PagePlace? Place { get; init; }

    /// <summary>
    /// The fully qualified name of an existing signature field that is filled instead of the role's own; null for the
    /// role's own. Not together with <see cref="Place"/>.
    /// </summary>
    public string? FieldName { get; init; }

    /// <summary>The signer's image, PNG or JPEG (blue, transparent); empty for none. Unchanged while it is in use.</summary>
    public ReadOnlyMemory<byte> SignerImage { get; init; }

    /// <summary>The organisation's seal, PNG or JPEG (red, transparent); empty for none. Unchanged while it is in use.</summary>
    public ReadOnlyMemory<byte> SealImage { get; init; }

    /// <summary>
    /// The lines of text; empty for no text. Null for the usual ones: <c>Ký bởi</c> and <c>Cơ quan</c> from the certificate's
    /// CN and O, <c>Thời gian ký</c> in the configured zone.
    /// </summary>
    public IReadOnlyList<string>? Lines { get; init; }
}
