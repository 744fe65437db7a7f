// SPDX-License-Identifier: Apache-2.0
using System.IO.Compression;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Syntax;

namespace HocBaSo.Signing.Pdf.Tests.Verification.Attacks;

/// <summary>
/// Streams that tell of objects, encoded so that readers undo different filters: to one the object stream of an update holds
/// another catalog than to the next.
/// </summary>
public sealed class CodingTests
{
    private const int Columns = 20;
    private const string Flate = "/Filter /FlateDecode";
    private const string Other = "is encoded in a way that some readers take otherwise";

    [Theory]
    [InlineData("/Filter [/FlateDecode] /DecodeParms << /Predictor 12 /Columns 20 >>")]
    [InlineData("/Filter /FlateDecode /DecodeParms [<< /Predictor 12 /Columns 20 >>]")]
    public void Verify_WhenThePredictorOfALaterObjectStreamIsUnlikeItsFilter_IsBroken(string entries) =>
        Attack.RequireBroken(ObjectStream(entries, Compressed(Rows(Columns))), SubIndication.FormatFailure, Other);

    [Theory]
    [InlineData("/DP << /Predictor 15 /Columns 400 >>")]
    [InlineData("/FDecodeParms << /Predictor 15 /Columns 400 >>")]
    [InlineData("/FFilter /FlateDecode")]
    [InlineData("/DL 16")]
    [InlineData("/DP null")]
    [InlineData("/FFilter null")]
    [InlineData("/F null")]
    [InlineData("/DecodeParms null")]
    [InlineData("/DecodeParms << /Predictor null >>")]
    [InlineData("/DecodeParms << /Predictor 1 /Columns null >>")]
    [InlineData("/DecodeParms << /Predictor 1 /Colors 0 >>")]
    [InlineData("/DecodeParms << /Predictor 1 /BitsPerComponent 3 >>")]
    [InlineData("/DecodeParms << /EarlyChange null >>")]
    [InlineData("/DecodeParms << /EarlyChange 2 >>")]
    public void Verify_WhenTheParametersOfALaterObjectStreamAreUnusual_IsBroken(string entries) =>
        Attack.RequireBroken(
            ObjectStream($"{Flate} {entries}", Compressed(Body())),
            SubIndication.FormatFailure,
            Other
        );

    [Theory]
    [InlineData("/Filter [/FlateDecode] /DecodeParms << >>")]
    [InlineData("/Filter [/FlateDecode] /DecodeParms [null 1]")]
    [InlineData("/Filter [/FlateDecode] /DecodeParms []")]
    [InlineData("/Filter /Fl")]
    public void Verify_WhenTheFiltersOfALaterObjectStreamAreUnusual_IsRefused(string entries) =>
        Assert.NotEqual(
            Integrity.Intact,
            Attack.Verifier.Verify(ObjectStream(entries, Compressed(Body())), Attack.Context).Integrity
        );

    [Fact]
    public void Verify_WhenTheFilterOfALaterObjectStreamIsNull_IsBroken() =>
        Attack.RequireBroken(ObjectStream("/Filter null", Body()), SubIndication.FormatFailure, Other);

    // What an LZW table is after its last code, readers don't agree upon.
    [Fact]
    public void Verify_WhenALaterObjectStreamIsOfLzw_IsBroken() =>
        Attack.RequireBroken(ObjectStream("/Filter /LZWDecode", Lzw(Body())), SubIndication.FormatFailure, Other);

    [Theory]
    [InlineData("/DecodeParms << /Predictor 12 /Columns 5 /Colors null >>", true)]
    [InlineData("/DecodeParms << /Predictor 12 /Columns 5 /BitsPerComponent null >>", true)]
    [InlineData("/DecodeParms << /Predictor null >>", false)]
    [InlineData("/DecodeParms << /Predictor 1 /Columns null /Colors null >>", false)]
    [InlineData("/DecodeParms << /Predictor 1 /Columns -1 >>", false)]
    [InlineData("/DecodeParms null", false)]
    [InlineData("/DL 5", false)]
    [InlineData("/DP null", false)]
    public void Verify_WhenTheParametersOfALaterSectionAreUnusual_IsNotIntact(string entries, bool isPredicted)
    {
        var report = Attack.Verifier.Verify(Section(entries, isPredicted), Attack.Context);

        Assert.NotEqual(Integrity.Intact, report.Integrity);
        Assert.Equal(SubIndication.FormatFailure, report.SubIndication);
    }

    [Theory]
    [InlineData("/DecodeParms << /Predictor 12 /Columns 5 /X null >>", true)]
    [InlineData("/DecodeParms << /Predictor 15 /Columns 10 /BitsPerComponent 4 /EarlyChange 0 >>", true)]
    [InlineData("/DecodeParms << /Predictor 10 /Columns 5 /Colors 1 /K -1 >>", true)]
    [InlineData("/DecodeParms << >>", false)]
    [InlineData("", false)]
    public void Verify_WhenTheParametersOfALaterSectionAreUsual_IsIntact(string entries, bool isPredicted) =>
        Attack.RequireIntact(Section(entries, isPredicted));

    [Theory]
    [InlineData("/Filter /FlateDecode")]
    [InlineData("/Filter /FlateDecode /DecodeParms << /X null >>")]
    [InlineData("/Filter [/FlateDecode]")]
    [InlineData("/Filter [/FlateDecode] /DecodeParms [null]")]
    [InlineData("/Filter [/FlateDecode] /DecodeParms [<< /Predictor 1 >>]")]
    public void Verify_WhenALaterObjectStreamIsCompressed_IsIntact(string entries) =>
        Attack.RequireIntact(ObjectStream(entries, Compressed(Body())));

    [Theory]
    [InlineData("/Predictor 12 /Columns 20")]
    [InlineData("/Predictor 15 /Columns 40 /BitsPerComponent 4")]
    [InlineData("/Predictor 10 /Columns 20 /EarlyChange 0 /Y (z)")]
    public void Verify_WhenALaterObjectStreamIsPredicted_IsIntact(string parameters) =>
        Attack.RequireIntact(ObjectStream($"{Flate} /DecodeParms << {parameters} >>", Compressed(Rows(Columns))));

    [Fact]
    public void Verify_WhenALaterObjectStreamHasNoFilter_IsIntact() => Attack.RequireIntact(ObjectStream("", Body()));

    // Ghostscript turns such a page back.
    [Theory]
    [InlineData("/Rotate null")]
    [InlineData("/CropBox null")]
    public void Verify_WhenNullIsPutIntoAPage_IsBroken(string entry)
    {
        var pdf = Attack.Plain.Build();
        Attack.RequireBroken(
            Update.Append(pdf, Update.Edit(pdf, 3, "/Contents", $"{entry} /Contents")),
            SubIndication.HashFailure,
            "object 3 "
        );
    }

    // Ghostscript finds no data in such a stream.
    [Theory]
    [InlineData("", true)]
    [InlineData("/Filter null", false)]
    [InlineData("/F null", false)]
    public void Verify_WhenASignedStreamIsWrittenAgainWithNull_IsBroken(string entry, bool isIntact)
    {
        var pdf = Attack.Plain.Build();
        var old = PdfFile.Open(pdf, PdfLimits.Default).Newest.Get(new PdfReference(8, 0));
        var body =
            old.Value.ToString().Replace("/Length", $"{entry} /Length", StringComparison.Ordinal)
            + $"\nstream\n{Encoding.Latin1.GetString(old.Data.Span)}\nendstream";
        var updated = Update.Append(pdf, (8, body));
        if (isIntact)
        {
            Attack.RequireIntact(updated);
        }
        else
        {
            Attack.RequireBroken(updated, SubIndication.HashFailure, "object 8: the object was changed");
        }
    }

    private static byte[] Body() => Encoding.ASCII.GetBytes("15 0 << /A 1 >>".PadRight(2 * Columns));

    // Rows that are as they are.
    private static byte[] Rows(int columns) =>
        [.. Body().Chunk(columns).SelectMany(static row => row.Prepend((byte)0))];

    private static byte[] Compressed(byte[] data)
    {
        using var target = new MemoryStream();
        using (var deflater = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(data);
        }
        return target.ToArray();
    }

    // Codes of nine bits, each an octet, up to the end.
    private static byte[] Lzw(byte[] data)
    {
        var bits = string.Concat(
            data.Select(static o => (int)o).Prepend(256).Append(257).Select(static c => $"{c:B9}")
        );
        return
        [
            .. bits.PadRight((bits.Length + 7) / 8 * 8, '0')
                .Chunk(8)
                .Select(static o => Convert.ToByte(new string(o), 2)),
        ];
    }

    // An update of one object that nobody uses, in object stream 14.
    private static byte[] ObjectStream(string entries, byte[] data)
    {
        var pdf = Attack.Certified(1).Build();
        var stream =
            $"14 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Length {data.Length} {entries} >>\n"
            + $"stream\n{Encoding.Latin1.GetString(data)}\nendstream\nendobj\n";
        return Structures.Append(
            pdf,
            start =>
            {
                var rows = "0200000E00" + $"01{start:X6}00" + $"01{start + stream.Length:X6}00>";
                return $"{stream}19 0 obj\n<< /Type /XRef /Size 20 /Root 1 0 R /Prev {Structures.Newest(pdf)} "
                    + $"/W [1 3 1] /Index [15 1 14 1 19 1] /Filter /ASCIIHexDecode /Length {rows.Length} >>\n"
                    + $"stream\n{rows}\nendstream\nendobj\nstartxref\n{start + stream.Length}\n%%EOF\n";
            }
        );
    }

    // An update of one free entry, in a cross-reference stream.
    private static byte[] Section(string entries, bool isPredicted)
    {
        var pdf = Attack.Certified(1).Build();
        var data = Compressed(new byte[isPredicted ? 6 : 5]);
        return Structures.Append(
            pdf,
            start =>
                $"19 0 obj\n<< /Type /XRef /Size 20 /Root 1 0 R /Prev {Structures.Newest(pdf)} /W [1 3 1] "
                + $"/Index [14 1] {Flate} {entries} /Length {data.Length} >>\nstream\n"
                + $"{Encoding.Latin1.GetString(data)}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n"
        );
    }
}
