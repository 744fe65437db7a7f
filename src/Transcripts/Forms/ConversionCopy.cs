// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>
/// Bản chuyển đổi: for print, with the marks of decree 137/2024 on every page. The XML is not attached and no place is
/// reserved for PDF signatures. Texts have at most 200 characters.
/// </summary>
public sealed record ConversionCopy : RenditionCopy
{
    /// <summary>Tên hệ thống: the system that holds the data.</summary>
    public required string System { get; init; }

    /// <summary>Chủ quản: who owns that system.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// The http or https address behind the QR code; <c>{code}</c> stands for the look-up code of the page's year. At most 500
    /// characters with the code in it. Null leaves the QR code out.
    /// </summary>
    public string? LookupUrl { get; init; }

    /// <summary>The person who converted it.</summary>
    public required string ConvertedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ConvertedAt { get; init; }
}
