// SPDX-License-Identifier: Apache-2.0
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Filters;
using HocBaSo.Signing.Pdf.Syntax;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Tests.Filters;

/// <summary>Ghostscript encodes, we decode.</summary>
public sealed class FilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Encodings
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "/FlateEncode", "/Filter /FlateDecode" },
                { "/LZWEncode", "/Filter /LZWDecode" },
                { "<< /EarlyChange 0 >> /LZWEncode", "/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>" },
                { "0 /RunLengthEncode", "/Filter /RunLengthDecode" },
                { "/ASCII85Encode", "/Filter /ASCII85Decode" },
                { "/ASCIIHexEncode", "/Filter [/AHx]" },
                {
                    "/ASCII85Encode filter << /CloseTarget true >> /FlateEncode",
                    "/Filter [/ASCII85Decode /FlateDecode] /DecodeParms [null null]"
                },
            };
            foreach (var predictor in new[] { 2, 10, 11, 12, 13, 14, 15 })
            {
                var parameters = $"<< /Predictor {predictor} /Columns 7 /Colors 3 >>";
                data.Add($"{parameters} /FlateEncode", $"/Filter /FlateDecode /DecodeParms {parameters}");
            }
            // Pixels of twelve bits count as two octets.
            const string Odd = "<< /Predictor 11 /Columns 14 /Colors 3 /BitsPerComponent 4 >>";
            data.Add($"{Odd} /FlateEncode", $"/Filter /FlateDecode /DecodeParms {Odd}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_WhenGhostscriptEncoded_GivesWhatItWas(string encoding, string entries)
    {
        var text = Sample(21 * 200);

        var decoded = Decode(Encode(encoding, text), entries);

        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("/Filter /FlateDecode", "no zlib")]
    [InlineData("/Filter /LZWDecode", "\u00ff\u00ff\u00ff")]
    [InlineData("/Filter /RunLengthDecode", "\u0005ab")]
    [InlineData("/Filter /ASCII85Decode", "abc\u00ff~>")]
    [InlineData("/Filter /ASCII85Decode", "uuuuu~>")]
    [InlineData("/Filter /ASCII85Decode", "a~>")]
    [InlineData("/Filter /ASCIIHexDecode", "12xy>")]
    [InlineData("/Filter [/A85 /A85 /A85 /A85 /A85]", "")]
    [InlineData("/Filter 12", "")]
    public void Decode_WhenTheDataIsNotSoEncoded_RefusesIt(string entries, string data)
    {
        var refused = Assert.Throws<SigningException>(() => Decode(Encoding.Latin1.GetBytes(data), entries));

        Assert.Equal((SigningErrorKind.MalformedDocument, "offset 0"), (refused.Kind, refused.Field));
    }

    [Theory]
    [InlineData("/Filter /DCTDecode")]
    [InlineData("/Filter /Crypt")]
    [InlineData("/F (other.pdf)")]
    [InlineData("/DP << /Predictor 15 >>")]
    [InlineData("/FFilter /FlateDecode")]
    [InlineData("/FDecodeParms << /Predictor 15 >>")]
    public void Decode_WhenTheFilterIsAnother_SaysSo(string entries)
    {
        var refused = Assert.Throws<SigningException>(() => Decode("x"u8.ToArray(), entries));

        Assert.Equal(SigningErrorKind.UnsupportedFormat, refused.Kind);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(500)]
    public void Decode_WhenAFlateStreamIsCutOff_RefusesIt(int missing)
    {
        var data = Encode("/FlateEncode", Sample(2000));

        Assert.Throws<SigningException>(() => Decode(data[..^missing], "/Filter /FlateDecode"));
    }

    [Fact]
    public void Decode_WhenAStreamExpandsBeyondTheLimit_RefusesItWithoutHoldingIt()
    {
        var bomb = Encode("/FlateEncode", new byte[1 << 20]);
        var limits = PdfLimits.Default with { MaxStreamBytes = 1 << 16 };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<SigningException>(() => Decode(bomb, "/Filter /FlateDecode", limits));

        Assert.Equal(SigningErrorKind.DocumentTooLarge, refused.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 19);
    }

    private byte[] Encode(string encoding, byte[] data)
    {
        var source = _folder.Write("data.bin", data);
        var target = _folder.File("encoded.bin");
        var script = _folder.Write(
            "encode.ps",
            $"({target}) (w) file {encoding} filter ({source}) (r) file "
                + "2 copy { dup 1000 string readstring exch 3 index exch writestring not { exit } if } loop pop closefile pop closefile quit\n"
        );
        var (exit, output, error) = OutsideTool.Run("gs", "-q", "-dNODISPLAY", "-dNOSAFER", "-dBATCH", script);
        Assert.True(exit == 0, output + error);
        return File.ReadAllBytes(target);
    }

    private static byte[] Decode(byte[] data, string entries, PdfLimits? limits = null)
    {
        var buffer = new PdfBuffer(Encoding.Latin1.GetBytes($"<< {entries} >>"), 0, isDecoded: true);
        var lexer = new PdfLexer(buffer, 0);
        var value = PdfParser.ReadValue(ref lexer, PdfLimits.Default);
        var stream = new PdfIndirect
        {
            Value = value,
            Data = data,
            IsStream = true,
        };
        return new StreamDecoder(limits ?? PdfLimits.Default).Decode(stream, static v => v).ToArray();
    }

    private static byte[] Sample(int length)
    {
        var random = new Random(4711);
        var sample = new byte[length];
        for (var i = 0; i < length; i++)
        {
            sample[i] = random.Next(3) == 0 || i == 0 ? (byte)random.Next(256) : sample[i - 1];
        }
        return sample;
    }
}
