// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Fonts;

namespace HocBaSo.Signing.Transcripts;

/// <summary>One column of a confirmation: whose, what it says below, and who is expected to sign.</summary>
/// <param name="Role">The role that confirms.</param>
/// <param name="Title">Such as <c>Xác nhận của Hiệu trưởng</c>.</param>
/// <param name="Hint">Such as <see cref="FormWords.Sign"/>.</param>
internal sealed record Confirmation(SignerRole Role, string Title, string Hint)
{
    private const double SignatureHeight = 46;
    private const double SignedHeight = 8; // no image: the words below the name tell of the signature

    /// <summary>The line above the title, such as the place and date; null for none.</summary>
    public string? Above { get; init; }

    /// <summary>The name that the transcript states; null when it states none.</summary>
    public string? Name { get; init; }

    /// <summary>Chức vụ that the transcript states for <see cref="Name"/>; null when it states none.</summary>
    public string? Position { get; init; }

    /// <summary>True to show the school's seal with the principal's signature.</summary>
    public bool BearsSeal { get; init; }

    /// <summary>True to reserve the field of the role.</summary>
    public bool ReservesField { get; init; }

    /// <summary>Fills a cell.</summary>
    public void Fill(TableCell cell, FormBook book, SignedTranscript year)
    {
        var signature = SignatureLines.Find(year, Role);
        cell.Text(Above, FormStyles.FieldItalic, Align.Center);
        AddTitle(cell, signature);
        cell.Text(Hint, FormStyles.FieldItalic, Align.Center);
        AddPlace(cell, book, year, signature);
        AddName(cell, book, signature);
        if (BearsSeal)
        {
            AddSeal(cell, book, SignatureLines.Find(year, SignerRole.PhatHanh));
        }
    }

    private void AddName(TableCell cell, FormBook book, TranscriptSignature? signature)
    {
        // below "KT. HIỆU TRƯỞNG" stands the deputy who signed, not the head whom the transcript names
        var name = signature is { Capacity: SigningCapacity.Kt } ? signature.Signer : Name ?? signature?.Signer;
        cell.Text(name, FormStyles.FieldBold, Align.Center);
        if (signature is not null)
        {
            SignatureLines.Add(cell, signature, name, book.Zone, FormStyles.Signature);
        }
    }

    private void AddSeal(TableCell cell, FormBook book, TranscriptSignature? seal)
    {
        if (ReservesField)
        {
            cell.Gap(8).Area(FieldArea.Height, new FieldArea(SignerRole.PhatHanh));
        }
        if (seal is not null)
        {
            cell.Gap(3).Text($"Đóng dấu số: {seal.Signer}", FormStyles.Signature, Align.Center);
            SignatureLines.Add(cell, seal, seal.Signer, book.Zone, FormStyles.Signature);
        }
    }

    private void AddTitle(TableCell cell, TranscriptSignature? signature)
    {
        if (Role == SignerRole.Cbql && signature?.Capacity == SigningCapacity.Kt)
        {
            cell.Text($"KT. {FormWords.Principal}", FormStyles.FieldBold, Align.Center)
                .Text(OtherPosition ?? FormWords.Deputy, FormStyles.FieldBold, Align.Center);
            return;
        }
        cell.Text(Title, FormStyles.FieldBold, Align.Center).Text(OtherPosition, FormStyles.FieldBold, Align.Center);
    }

    /// <summary>A position that the form's words don't say already, in capitals.</summary>
    private string? OtherPosition =>
        Position is { } stated
        && LatinComposition.Compose(stated).Trim().ToUpperInvariant() is var position
        && position.Length > 0
        && position != FormWords.Principal
            ? position
            : null;

    private void AddPlace(TableCell cell, FormBook book, SignedTranscript year, TranscriptSignature? signature)
    {
        if (ReservesField)
        {
            cell.Gap(2).Area(FieldArea.Height, new FieldArea(Role)).Gap(2);
            return;
        }
        var image = signature is null ? null : book.Pictures.Of(signature.Role);
        var seal =
            BearsSeal && SignatureLines.Find(year, SignerRole.PhatHanh) is { } sealing
                ? book.Pictures.Of(sealing.Role)
                : null;
        if (image is null && seal is null)
        {
            cell.Gap(signature is null ? SignatureHeight : SignedHeight);
            return;
        }
        cell.Area(seal is null ? SignatureHeight : SignatureHeight * 1.4, new PictureArea(image, seal));
    }
}
