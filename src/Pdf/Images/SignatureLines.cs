// SPDX-License-Identifier: Apache-2.0
using System.Globalization;

namespace HocBaSo.Signing.Pdf.Images;

/// <summary>The text lines of a visible signature.</summary>
public static class SignatureLines
{
    /// <summary>Who, for which organisation, when; a line without content is left out.</summary>
    /// <param name="signer">Name of the signer.</param>
    /// <param name="organisation">Name of the organisation, or null.</param>
    /// <param name="time">The signing time in the zone to be shown: <c>11/04/2024 09:41:55 +07:00</c>.</param>
    public static IReadOnlyList<string> Make(string? signer, string? organisation, DateTimeOffset time)
    {
        var lines = new List<string>(3);
        if (!string.IsNullOrWhiteSpace(signer))
        {
            lines.Add($"Ký bởi: {signer.Trim()}");
        }
        if (!string.IsNullOrWhiteSpace(organisation))
        {
            lines.Add($"Cơ quan: {organisation.Trim()}");
        }
        lines.Add($"Thời gian ký: {time.ToString("dd'/'MM'/'yyyy HH':'mm':'ss zzz", CultureInfo.InvariantCulture)}");
        return lines;
    }
}
