// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Forms.Tests;

/// <summary>The documents that golden images and docs/gallery show, by name.</summary>
internal static class Gallery
{
    public static readonly IReadOnlyDictionary<string, Func<Rendition>> Documents = new Dictionary<
        string,
        Func<Rendition>
    >(StringComparer.Ordinal)
    {
        ["tieu-hoc"] = () => FormSamples.Render(FormSamples.WithShortRemarks(FormSamples.Sealed(SchoolLevel.TieuHoc))),
        ["tieu-hoc-long"] = () => FormSamples.Render(FormSamples.Long(SchoolLevel.TieuHoc)),
        ["thcs"] = () => FormSamples.Render(FormSamples.Sealed(SchoolLevel.Thcs)),
        ["thcs-long"] = () => FormSamples.Render(FormSamples.Long(SchoolLevel.Thcs)),
        ["thcs-draft"] = () => FormSamples.Render(FormSamples.Empty(SchoolLevel.Thcs)),
        ["thcs-images"] = () =>
            FormSamples.Renderer.Render(
                FormSamples.Request(FormSamples.Sealed(SchoolLevel.Thcs)) with
                {
                    Pictures = FormSamples.Pictures,
                    ReservesSignatureFields = false,
                }
            ),
        ["thpt"] = () => FormSamples.Render(FormSamples.Sealed(SchoolLevel.Thpt)),
        ["thpt-long"] = () => FormSamples.Render(FormSamples.Long(SchoolLevel.Thpt)),
        ["extract"] = () =>
            FormSamples.Renderer.Render(
                FormSamples.Request(FormSamples.Sealed(SchoolLevel.Thcs)) with
                {
                    Copy = new ExtractCopy { Subjects = ["TOAN", "NGUVAN"] },
                }
            ),
        ["conversion"] = () =>
            FormSamples.Renderer.Render(
                FormSamples.Request(FormSamples.Sealed(SchoolLevel.Thpt)) with
                {
                    Copy = FormSamples.Conversion,
                }
            ),
    };

    /// <summary>Copies differ from the whole rendition in their marks: two or three pages of them are enough.</summary>
    public static IReadOnlyList<int> PagesToCompare(string name, int count) =>
        name switch
        {
            "conversion" => [1, 4],
            "thcs-images" => [2, 4, 7],
            _ => [.. Enumerable.Range(1, count)],
        };
}
