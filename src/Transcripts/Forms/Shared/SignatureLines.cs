// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Transcripts;

/// <summary>What a page tells of a verified signature: who, when, with which certificate, in whose place.</summary>
internal static class SignatureLines
{
    /// <summary>The signature of a role in a year; null when it has not signed.</summary>
    public static TranscriptSignature? Find(SignedTranscript year, SignerRole role, string? subject = null)
    {
        foreach (var signature in year.Signatures)
        {
            if (signature.Role.Role == role && signature.Role.Subject == subject)
            {
                return signature;
            }
        }
        return null;
    }

    /// <summary>Adds the lines to a cell.</summary>
    /// <param name="cell">Where.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="named">The name that the cell shows already: it isn't said twice.</param>
    /// <param name="zone">Of the time.</param>
    /// <param name="style">Small type.</param>
    public static TableCell Add(
        TableCell cell,
        TranscriptSignature signature,
        string? named,
        TimeSpan zone,
        TextStyle style
    )
    {
        // Certificates may spell a name in NFC that the transcript spells in NFD.
        if (named is null || LatinComposition.Compose(signature.Signer) != LatinComposition.Compose(named))
        {
            cell.Text($"Ký số bởi: {signature.Signer}", style, Align.Center);
        }
        if (signature is { OnBehalfOf: { } replaced, Capacity: SigningCapacity.SignedInPlaceOf })
        {
            cell.Text($"Ký thay: {replaced}", style, Align.Center);
        }
        if (signature.Time is { } time)
        {
            cell.Text(
                $"{(style == FormStyles.SmallSignature ? "Ký số" : "Thời gian ký")}: {VietnameseFormat.Time(time, zone)}",
                style,
                Align.Center
            );
        }
        return cell.Text($"Sê-ri: {signature.Serial}", style, Align.Center);
    }
}
