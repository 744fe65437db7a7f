// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Server;

/// <summary>What visible signatures on PDFs are drawn with.</summary>
public sealed record VisibleSignatureOptions
{
    /// <summary>
    /// A folder with the four faces of Times New Roman or Liberation Serif; null looks where Debian and Ubuntu put the latter.
    /// </summary>
    public string? FontFolder { get; init; }

    /// <summary>The offset from UTC that signing times are shown in, whole minutes, at most 14 hours. Default +07:00.</summary>
    public TimeSpan ShownZone { get; init; } = TimeSpan.FromHours(7);
}
