// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Syntax;

/// <summary>
/// Whether the filters of a stream are written so that all readers undo the same ones: each where ISO 32000-2 §7.3.8.2 has it,
/// none left to an abbreviation, to <c>null</c> or to what a reader takes for its default.
/// </summary>
internal static class PlainCoding
{
    private const int MaxColumns = 1 << 20;

    /// <summary>Looks at the dictionary of a stream that holds objects or a cross-reference.</summary>
    /// <param name="dictionary">The dictionary.</param>
    /// <param name="takesLists">Parameters may stand in an array, as the filters do.</param>
    public static bool Fits(PdfValue dictionary, bool takesLists)
    {
        var filter = dictionary.Find("Filter"u8);
        var parameters = dictionary.Find("DecodeParms"u8);
        return HasNoOther(dictionary)
            && filter.Kind switch
            {
                PdfKind.Missing => parameters.Kind == PdfKind.Missing || AreInRange(parameters),
                PdfKind.Name => IsKnown(filter) && (parameters.Kind == PdfKind.Missing || AreInRange(parameters)),
                PdfKind.Array => AreKnown(filter, out var count)
                    && (parameters.Kind == PdfKind.Missing || (takesLists && AreInRange(parameters, count))),
                _ => false,
            };
    }

    // Poppler and MuPDF take the names that are for images within contents (§8.9.7), and those of data in another file.
    private static bool HasNoOther(PdfValue dictionary)
    {
        foreach (var entry in dictionary.Entries())
        {
            if (PdfNames.Decode(entry.Key) is "F" or "DP" or "DL" or "FFilter" or "FDecodeParms")
            {
                return false;
            }
        }
        return true;
    }

    // LZW is left out: readers differ in what they do when its table is full.
    private static bool IsKnown(PdfValue filter) =>
        filter.Kind == PdfKind.Name
        && PdfNames.Decode(filter) is "FlateDecode" or "ASCIIHexDecode" or "ASCII85Decode" or "RunLengthDecode";

    private static bool AreKnown(PdfValue filters, out int count)
    {
        count = 0;
        foreach (var filter in filters.Items())
        {
            count++;
            if (!IsKnown(filter))
            {
                return false;
            }
        }
        return true;
    }

    private static bool AreInRange(PdfValue parameters, int count)
    {
        if (!parameters.IsArray)
        {
            return false;
        }
        foreach (var item in parameters.Items())
        {
            count--;
            if (item.Kind != PdfKind.Null && !AreInRange(item))
            {
                return false;
            }
        }
        return count == 0;
    }

    private static bool AreInRange(PdfValue parameters)
    {
        if (!parameters.IsDictionary)
        {
            return false;
        }
        foreach (var (key, value) in parameters.Entries())
        {
            var isInRange = PdfNames.Decode(key) switch
            {
                "Predictor" => Number(value) is 1 or 2 or (>= 10 and <= 15),
                "Colors" => Number(value) is >= 1 and <= 32,
                "BitsPerComponent" => Number(value) is 1 or 2 or 4 or 8 or 16,
                "Columns" => Number(value) is >= 1 and <= MaxColumns,
                "EarlyChange" => Number(value) is 0 or 1,
                _ => true,
            };
            if (!isInRange)
            {
                return false;
            }
        }
        return true;
    }

    private static long Number(PdfValue value) =>
        value.Kind == PdfKind.Integer && PdfNumbers.TryInteger(value.Raw, out var number) ? number : -1;
}
