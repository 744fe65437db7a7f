// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Filters;

/// <summary>Decodes streams through their filters (ISO 32000-2 §7.4), within what one file may expand to.</summary>
internal sealed class StreamDecoder(PdfLimits limits)
{
    private long _expanded;

    /// <summary>The decoded data; the data itself when no filter is on it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="resolve">Follows references.</param>
    /// <exception cref="SigningException">
    /// <see cref="SigningErrorKind.UnsupportedFormat"/>: a filter of another kind, or told elsewhere, or data in another file.
    /// </exception>
    public ReadOnlyMemory<byte> Decode(PdfIndirect stream, Func<PdfValue, PdfValue> resolve)
    {
        var dictionary = stream.Value;
        if (!dictionary.Find("F"u8).IsAbsent)
        {
            throw PdfFault.Unsupported(stream.Offset, "The data of a stream is in another file.");
        }
        // Poppler and MuPDF heed the first as parameters of any stream; all of them tell of another coding than we would undo.
        if (
            !dictionary.Find("DP"u8).IsAbsent
            || !dictionary.Find("FFilter"u8).IsAbsent
            || !dictionary.Find("FDecodeParms"u8).IsAbsent
        )
        {
            throw PdfFault.Unsupported(stream.Offset, "A stream tells in two ways how it is encoded.");
        }
        var filters = List(resolve(dictionary.Find("Filter"u8)), resolve);
        var parameters = List(resolve(dictionary.Find("DecodeParms"u8)), resolve);
        PdfFault.Require(
            filters.Count <= limits.MaxFilters && parameters.Count <= Math.Max(filters.Count, 1),
            stream.Offset,
            "A stream has too many filters."
        );
        var data = stream.Data;
        for (var i = 0; i < filters.Count; i++)
        {
            data = Decode(filters[i], i < parameters.Count ? parameters[i] : default, data, stream.Offset, resolve);
        }
        return data;
    }

    private ReadOnlyMemory<byte> Decode(
        PdfValue filter,
        PdfValue parameters,
        ReadOnlyMemory<byte> data,
        long offset,
        Func<PdfValue, PdfValue> resolve
    )
    {
        var room = Math.Min(limits.MaxStreamBytes, limits.MaxExpandedBytes - _expanded);
        var output = new ExpandingBuffer((int)Math.Max(room, 0), offset, data.Length);
        var predicts = false;
        switch (PdfNames.Decode(filter))
        {
            case "FlateDecode" or "Fl":
                FlateFilter.Decode(data, output, offset);
                predicts = true;
                break;
            case "LZWDecode" or "LZW":
                LzwFilter.Decode(data.Span, Parameter(parameters, "EarlyChange"u8, 1, resolve) != 0, output, offset);
                predicts = true;
                break;
            case "ASCII85Decode" or "A85":
                Ascii85Filter.Decode(data.Span, output, offset);
                break;
            case "ASCIIHexDecode" or "AHx":
                AsciiHexFilter.Decode(data.Span, output, offset);
                break;
            case "RunLengthDecode" or "RL":
                RunLengthFilter.Decode(data.Span, output, offset);
                break;
            default:
                throw PdfFault.Unsupported(filter.Offset, "A stream that has to be read is encoded in another way.");
        }
        _expanded += output.Length;
        return predicts ? Predict(output.Written, parameters, offset, resolve) : output.Written;
    }

    private static ReadOnlyMemory<byte> Predict(
        ReadOnlyMemory<byte> data,
        PdfValue parameters,
        long offset,
        Func<PdfValue, PdfValue> resolve
    )
    {
        var predictor = Parameter(parameters, "Predictor"u8, 1, resolve);
        return predictor == 1
            ? data
            : Predictor.Undo(
                data.Span,
                predictor,
                Parameter(parameters, "Colors"u8, 1, resolve),
                Parameter(parameters, "BitsPerComponent"u8, 8, resolve),
                Parameter(parameters, "Columns"u8, 1, resolve),
                offset
            );
    }

    private static int Parameter(
        PdfValue parameters,
        ReadOnlySpan<byte> key,
        int fallback,
        Func<PdfValue, PdfValue> resolve
    )
    {
        if (parameters.IsAbsent)
        {
            return fallback;
        }
        var value = resolve(parameters.Find(key));
        if (value.IsAbsent)
        {
            return fallback;
        }
        var number = value.Integer;
        PdfFault.Require(number is >= 0 and <= 1 << 20, value.Offset, "A parameter of a filter is out of range.");
        return (int)number;
    }

    private List<PdfValue> List(PdfValue value, Func<PdfValue, PdfValue> resolve)
    {
        if (value.IsAbsent)
        {
            return [];
        }
        if (!value.IsArray)
        {
            return [value];
        }
        var items = new List<PdfValue>();
        foreach (var item in value.Items())
        {
            PdfFault.Require(items.Count < limits.MaxFilters, item.Offset, "A stream has too many filters.");
            items.Add(resolve(item));
        }
        return items;
    }
}
