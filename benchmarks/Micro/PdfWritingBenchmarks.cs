// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Pdf.Writing.Tests;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>A transcript's worth of pages: text, tables, structure, fonts, compression; without the layout of the forms.</summary>
public class PdfWritingBenchmarks
{
    private readonly FontLibrary _fonts = FontLibrary.Load();
    private int _pupil;

    [Benchmark(Description = "seven pages, PDF/A-3b")]
    public byte[] SevenPagesA3() => SevenPages.Make(_fonts, _pupil++);

    [Benchmark(Description = "seven pages, PDF/A-1b")]
    public byte[] SevenPagesA1() => SevenPages.Make(_fonts, _pupil++, PdfConformance.PdfA1b);
}
