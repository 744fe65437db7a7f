// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using Wire = HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Server.Mapping;

/// <summary>Reads what a signature is to show. Sizes, texts and numbers are checked by the pipeline.</summary>
internal static class AppearanceReader
{
    /// <summary>Null when nothing is to be shown. The images are not copied.</summary>
    public static VisibleSignature? Read(Wire.VisibleSignature? look, string field)
    {
        if (look is null)
        {
            return null;
        }
        RequestText.Require(
            !look.WithoutText || look.Lines.Count == 0,
            "A signature without text has no lines.",
            field + ".lines"
        );
        return new VisibleSignature
        {
            Place = Read(look.Place),
            FieldName = look.FieldName.Length == 0 ? null : look.FieldName,
            SignerImage = look.SignerImage.Memory,
            SealImage = look.SealImage.Memory,
            Lines = look.Lines.Count > 0 || look.WithoutText ? [.. look.Lines] : null,
        };
    }

    /// <summary>Null when there is no place.</summary>
    public static PagePlace? Read(Wire.PagePlace? place) =>
        place is null ? null : new PagePlace(place.Page, place.Left, place.Bottom, place.Width, place.Height);
}
