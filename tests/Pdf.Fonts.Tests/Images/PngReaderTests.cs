// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Images;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Pdf.Fonts.Tests.Images;

public sealed class PngReaderTests
{
    private static readonly byte[] s_palette = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];

    public static TheoryData<int, int, bool> Kinds()
    {
        var kinds = new TheoryData<int, int, bool>();
        foreach (var (type, depths) in new[] { (0, "1 2 4 8 16"), (2, "8 16"), (3, "4 8"), (4, "8 16"), (6, "8 16") })
        {
            foreach (var depth in depths.Split(' ').Select(int.Parse))
            {
                kinds.Add(type, depth, false);
                if (type < 4)
                {
                    kinds.Add(type, depth, true);
                }
            }
        }
        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_WhenPngIsOfAnyKind_PdfShowsWhatPillowReads(int type, int depth, bool isKeyed)
    {
        var png = MakePng(type, depth, isKeyed);
        var image = RasterImage.Read(png);
        Assert.Equal(isKeyed || type >= 4, image.HasAlpha);
        var pdf = new TinyPdf();
        var number = image.Emit(pdf);
        using var folder = new TempFolder();
        folder.Save("in.png", png);
        var path = folder.Save(
            "out.pdf",
            pdf.Finish($"/XObject << /Im0 {number} 0 R >>", "q 37 0 0 23 0 0 cm /Im0 Do Q"u8, 37, 23)
        );
        Assert.Equal(0, OutsideTool.Run("qpdf", "--check", path).ExitCode);
        Assert.Equal(0, OutsideTool.Run("pdfimages", "-png", path, folder.File("x")).ExitCode);

        Assert.Equal(string.Empty, Pictures.Python(Compare, folder.Path, $"{isKeyed || type >= 4}", $"{depth}"));
    }

    [Fact]
    public void Read_WhenPngHasNoAlpha_PassesItsDataThrough()
    {
        var data = PngMaker.Compress(new byte[10 * 31]);
        var image = RasterImage.Read(PngMaker.File(PngMaker.Header(10, 10, 8, 2), data));

        Assert.Equal(data, image.Color.Data);
    }

    [Theory]
    [InlineData("interlaced", "interlaced")]
    [InlineData("wide", "sides")]
    [InlineData("depth", "bit depth")]
    [InlineData("crc", "checksum")]
    [InlineData("short", "too early")]
    [InlineData("long", "more image data")]
    [InlineData("zlib", "damaged")]
    [InlineData("filter", "unknown filter")]
    [InlineData("no palette", "no palette")]
    [InlineData("index", "outside its palette")]
    [InlineData("cut", "too early")]
    [InlineData("critical", "critical chunk")]
    [InlineData("gap", "interrupted")]
    public void Read_WhenPngIsBad_IsRefusedWithTheReasonAndPlace(string what, string reason)
    {
        var fault = Assert.Throws<SigningException>(() => RasterImage.Read(Bad(what)));

        Assert.Equal(SigningErrorKind.InvalidRequest, fault.Kind);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Matches("^offset [0-9]+$", fault.Field);
    }

    [Fact]
    public void Read_WhenFileIsOverTheLimit_IsRefused()
    {
        var fault = Assert.Throws<SigningException>(() => RasterImage.Read(new byte[RasterImage.MaxBytes + 1]));
        Assert.Contains("4 MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenPictureIsAsLargeAsAllowed_NeedsLittleMemory()
    {
        // 4096 x 4096 x 4 samples of 16 bits: 128 MiB of rows in a file of 130 KB
        var data = PngMaker.Compress(new byte[4096 * (1 + (4096 * 8))]);
        var png = PngMaker.File(PngMaker.Header(4096, 4096, 16, 6), data);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var image = RasterImage.Read(png);

        Assert.Equal((4096, 4096), (image.Width, image.Height));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [Fact]
    public void Read_WhenPngIsMutated_OnlyReadsOrRefuses()
    {
        byte[][] seeds = [.. Kinds().Select(kind => MakePng((int)kind[0], (int)kind[1], (bool)kind[2]))];

        var (read, refused) = Fuzzing.Run(seeds, Mutate, octets => RasterImage.Read(octets));

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private const string Compare = """
        import io, subprocess, sys
        from PIL import Image
        folder, alpha, depth = sys.argv[1], sys.argv[2] == 'True', int(sys.argv[3])
        a = Image.open(folder + '/in.png')
        if a.mode.startswith('I'):
            sixteen = a.convert('I')
            g = Image.new('L', a.size)
            g.putdata([p >> 8 for p in sixteen.getdata()])
            key = a.info.get('transparency')
            m = Image.new('L', a.size)
            m.putdata([0 if p == key else 255 for p in sixteen.getdata()])
        else:
            rgba = a.convert('RGBA')
            g, m = rgba.convert('RGB'), rgba.getchannel('A')
            if alpha and depth < 8:
                # Pillow compares the key with samples that it has scaled; libpng compares as PNG says
                pnm = subprocess.run(['pngtopnm', '-alpha', folder + '/in.png'], stdout=subprocess.PIPE, check=True).stdout
                m = Image.open(io.BytesIO(pnm)).convert('L')
        out = Image.open(folder + '/x-000.png')
        if alpha:
            first, second = Image.open(folder + '/x-000.png'), Image.open(folder + '/x-001.png')
            out = first
            if depth < 16 or a.mode.startswith('I'):
                if list(second.convert('L').getdata()) != list(m.getdata()): print('mask differs')
            elif a.mode == 'RGBA' and list(second.convert('L').getdata()) != list(m.getdata()): print('mask differs')
        if out.convert('RGB').tobytes() != g.convert('RGB').tobytes(): print('colour differs', out.mode, a.mode)
        """;

    private static byte[] MakePng(int type, int depth, bool isKeyed)
    {
        var palette = type == 3 ? Palette(depth) : null;
        var alpha = (type, isKeyed) switch
        {
            (_, false) => null,
            (3, _) => new byte[] { 0, 128, 7 },
            (2, _) => [0, 10, 0, 20, 0, 30],
            _ => [0, 1],
        };
        return PngMaker.Random(37, 23, depth, type, palette, alpha);
    }

    private static byte[] Palette(int depth) =>
        depth == 4 ? s_palette : [.. Enumerable.Range(0, 768).Select(i => (byte)(i * 7))];

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var octets = Fuzzing.Mutate(seed, random);
        return random.Next(5) == 0 ? octets : PngMaker.Repair(octets);
    }

    private static byte[] Bad(string what)
    {
        var good = PngMaker.Random(10, 10, 8, 2);
        var rows = new byte[10 * 31];
        var header = PngMaker.Header(10, 10, 8, 2);
        switch (what)
        {
            case "interlaced":
                return PngMaker.File(PngMaker.Header(10, 10, 8, 2, 1), PngMaker.Compress(rows));
            case "wide":
                return PngMaker.File(PngMaker.Header(4097, 1, 8, 2), PngMaker.Compress(rows));
            case "depth":
                return PngMaker.File(PngMaker.Header(10, 10, 4, 2), PngMaker.Compress(rows));
            case "crc":
                good[^20] ^= 1;
                return good;
            case "short":
                return PngMaker.File(header, PngMaker.Compress(rows[1..]));
            case "long":
                return PngMaker.File(header, PngMaker.Compress([.. rows, 0]));
            case "zlib":
                return PngMaker.File(header, [0x78, 0x9C, 0xFF, 0xFF, 0xFF, 0xFF]);
            case "filter":
                rows[31] = 5;
                return PngMaker.File(header, PngMaker.Compress(rows));
            case "no palette":
                return PngMaker.File(PngMaker.Header(10, 10, 8, 3), PngMaker.Compress(new byte[110]));
            case "index":
                rows[5] = 1;
                return PngMaker.File(PngMaker.Header(10, 10, 8, 3), PngMaker.Compress(rows[..110]), [1, 2, 3]);
            case "cut":
                return good[..^12];
            case "critical":
                return [.. good[..33], .. PngMaker.Chunk("ABCD", [1]), .. good[33..]];
            default:
                var data = PngMaker.Compress(rows);
                return
                [
                    .. PngMaker.Signature,
                    .. PngMaker.Chunk("IHDR", header),
                    .. PngMaker.Chunk("IDAT", data[..4]),
                    .. PngMaker.Chunk("tEXt", [65, 0, 66]),
                    .. PngMaker.Chunk("IDAT", data[4..]),
                    .. PngMaker.Chunk("IEND", []),
                ];
        }
    }
}
