// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts.Tests.Fonts;

public sealed class FontFuzzTests
{
    [Fact]
    public void Load_WhenFileIsMutated_OnlyReadsOrRefuses()
    {
        var seed = File.ReadAllBytes(Samples.RegularFile);
        var tables = FontFiles.Tables(seed);

        var (read, refused) = Fuzzing.Run([seed], (file, random) => Mutate(file, random, tables), ReadAndSubset);

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    /// <summary>Hits the directory and the small tables as often as the outlines; sometimes cuts the file.</summary>
    private static byte[] Mutate(
        byte[] seed,
        Random random,
        IReadOnlyDictionary<string, (int Record, int Offset, int Length)> tables
    )
    {
        string[] targets = ["head", "hhea", "maxp", "OS/2", "post", "name", "cmap", "cmap", "loca", "glyf", "hmtx"];
        var file = seed.ToArray();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var table = tables[targets[random.Next(targets.Length)]];
            var reach = Math.Min(table.Length, random.Next(2) == 0 ? 64 : int.MaxValue);
            var at = random.Next(8) == 0 ? table.Record + random.Next(16) : table.Offset + random.Next(reach);
            file[at] = random.Next(3) switch
            {
                0 => 0,
                1 => 255,
                _ => (byte)random.Next(256),
            };
        }
        return random.Next(20) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static void ReadAndSubset(byte[] file)
    {
        var font = TrueTypeFont.Load(file);
        var glyphs = "Nguyễn Đặng ớẬ".Select(c => font.GlyphOf(c)).Where(glyph => glyph != 0).Distinct();
        TrueTypeSubset.Create(font, [0, .. glyphs], keepsInstructions: false);
        font.Measure("Nguyễn");
    }
}
