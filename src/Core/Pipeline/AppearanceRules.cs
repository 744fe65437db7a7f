// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Core;

/// <summary>What is checked of visible signatures before anything is parsed.</summary>
internal static class AppearanceRules
{
    private const int MaxImageBytesOfRequest = 2 << 20;

    /// <summary>Checks formats, places, names, texts and sizes.</summary>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.InvalidRequest"/>, <see cref="SigningErrorKind.UnsupportedFormat"/>, naming the field.
    /// </exception>
    public static void Check(SigningRequest request)
    {
        var images = 0L;
        for (var i = 0; i < request.Steps.Count; i++)
        {
            var step = request.Steps[i];
            CheckSealPlace(step, request.Format, $"steps[{i}].seal_place");
            if (step.Appearance is { } look)
            {
                var field = $"steps[{i}].appearance";
                RequirePdf(request.Format, field);
                Check(look, field);
                images += look.SignerImage.Length + look.SealImage.Length;
            }
        }
        RequestRules.Require(
            images <= MaxImageBytesOfRequest,
            "steps",
            $"holds images of more than {MaxImageBytesOfRequest} bytes together"
        );
    }

    private static void Check(VisibleSignature look, string field)
    {
        Check(look.Place, field + ".place");
        CheckFieldName(look, field);
        CheckImage(look.SignerImage, field + ".signer_image");
        CheckImage(look.SealImage, field + ".seal_image");
        CheckLines(look.Lines ?? [], field);
        RequestRules.Require(
            !look.SignerImage.IsEmpty || !look.SealImage.IsEmpty || look.Lines is not { Count: 0 },
            field,
            "shows neither an image nor text"
        );
    }

    private static void CheckFieldName(VisibleSignature look, string field)
    {
        if (look.FieldName is null)
        {
            return;
        }
        field += ".field_name";
        RequestRules.Require(
            IsLine(look.FieldName),
            field,
            $"is not 1 to {VisibleSignature.MaxTextLength} characters without control characters"
        );
        RequestRules.Require(look.Place is null, field, "is of a field that has its place: leave 'place' out");
    }

    private static void CheckSealPlace(SigningStep step, DocumentFormat format, string field)
    {
        if (step.SealPlace is null)
        {
            return;
        }
        RequirePdf(format, field);
        RequestRules.Require(step.Claim.Role == SignerRole.Cbql, field, "is for CBQL only");
        Check(step.SealPlace, field);
    }

    private static void Check(PagePlace? place, string field)
    {
        if (place is null)
        {
            return;
        }
        RequestRules.Require(place.Page >= 1, field + ".page", "is counted from 1");
        RequestRules.Require(IsDistance(place.Left), field + ".left", "is not a number within -14400 to 14400");
        RequestRules.Require(IsDistance(place.Bottom), field + ".bottom", "is not a number within -14400 to 14400");
        RequestRules.Require(IsSide(place.Width), field + ".width", "is not a number within 12 to 14400");
        RequestRules.Require(IsSide(place.Height), field + ".height", "is not a number within 12 to 14400");
    }

    private static void CheckLines(IReadOnlyList<string> lines, string field)
    {
        RequestRules.Require(
            lines.Count <= VisibleSignature.MaxLines,
            field + ".lines",
            $"has more than {VisibleSignature.MaxLines} entries"
        );
        for (var i = 0; i < lines.Count; i++)
        {
            RequestRules.Require(
                IsLine(lines[i]),
                $"{field}.lines[{i}]",
                $"is not 1 to {VisibleSignature.MaxTextLength} characters without control characters"
            );
        }
    }

    private static void CheckImage(ReadOnlyMemory<byte> image, string field) =>
        RequestRules.Require(
            image.Length <= VisibleSignature.MaxImageBytes,
            field,
            $"is over {VisibleSignature.MaxImageBytes} bytes"
        );

    private static void RequirePdf(DocumentFormat format, string field)
    {
        if (format != DocumentFormat.Pdf)
        {
            throw new SigningException(
                SigningErrorKind.UnsupportedFormat,
                "Only a PDF has pages to show it on.",
                field
            );
        }
    }

    // These are false for what is no number.
    private static bool IsDistance(double value) => value is >= -PagePlace.MaxSide and <= PagePlace.MaxSide;

    private static bool IsSide(double value) => value is >= PagePlace.MinSide and <= PagePlace.MaxSide;

    private static bool IsLine(string text) =>
        text.Length <= VisibleSignature.MaxTextLength
        && !string.IsNullOrWhiteSpace(text)
        && !text.Any(char.IsControl)
        && RequestRules.IsWellFormed(text);
}
