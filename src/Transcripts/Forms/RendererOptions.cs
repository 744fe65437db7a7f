// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Transcripts;

/// <summary>How renditions are made.</summary>
public sealed record RendererOptions
{
    /// <summary>The most pages of one rendition; more is <c>DocumentTooLarge</c>. Default: 200.</summary>
    public int MaxPages { get; init; } = 200;

    /// <summary>The zone of the times on the page. Default: +07:00.</summary>
    public TimeSpan Zone { get; init; } = TimeSpan.FromHours(7);

    /// <summary>The program that stands in the document's properties.</summary>
    public string Creator { get; init; } = "HocBaSo.SigningServer";
}
