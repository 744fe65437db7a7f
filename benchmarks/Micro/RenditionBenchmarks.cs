// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// One year's paper form as PDF/A-3b, with all signatures in words; one thread. Then its parts, each by itself: their
/// times need not add up to the whole's.
/// </summary>
public class RenditionBenchmarks
{
    private readonly FontLibrary _fonts = FontLibrary.Load();
    private TranscriptRenderer _renderer = null!;
    private PdfDocumentBuilder _drawn = null!;
    private FormBook _book = null!;
    private byte[] _xml = [];
    private RenditionRequest _plain = null!;
    private RenditionRequest _attached = null!;

    /// <summary>Which form: THCS has seven pages.</summary>
    [Params(SchoolLevel.TieuHoc, SchoolLevel.Thcs, SchoolLevel.Thpt)]
    public SchoolLevel Level { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _renderer = new TranscriptRenderer(_fonts);
        var sample = SampleClass.Generate(Level, 1, 5).Single();
        var year = new SignedTranscript
        {
            Transcript = sample.Transcript,
            State = SealState.Complete,
            Signatures = [.. sample.Claims.Select(Signature)],
        };
        _plain = new RenditionRequest { Years = [year] };
        _attached = new RenditionRequest { Years = [year with { Xml = sample.Xml }] };
        _xml = sample.Xml;
        _book = new FormBook(_plain, FormCatalog.Of(Level), Options.Zone);
        _drawn = NewDocument();
        TranscriptRenderer.Draw(_drawn, _book, Options.MaxPages);
    }

    [GlobalCleanup]
    public void CleanUp() => _drawn.Dispose();

    [Benchmark(Description = "rendition")]
    public Rendition Plain() => _renderer.Render(_plain);

    [Benchmark(Description = "rendition with the XML attached")]
    public Rendition WithAttachment() => _renderer.Render(_attached);

    [Benchmark(Description = "part: layout and drawing")]
    public int Draw()
    {
        using var document = NewDocument();
        return TranscriptRenderer.Draw(document, _book, Options.MaxPages).Pages.Count;
    }

    [Benchmark(Description = "part: compression of the pages")]
    public int Compress()
    {
        using var output = new ByteWriter(64 << 10);
        foreach (var page in _drawn.Pages)
        {
            Deflate.Into(output, page.Content.Written);
        }
        return output.Length;
    }

    [Benchmark(Description = "part: structure, written")]
    public int Structure()
    {
        using var file = NewFile();
        WriteStructure(file);
        return file.Rows.Length;
    }

    [Benchmark(Description = "part: structure, written and compressed")]
    public int PackedStructure()
    {
        using var file = NewFile();
        WriteStructure(file);
        file.FlushPacked();
        return file.Output.Length;
    }

    [Benchmark(Description = "part: fonts, profile, metadata, cross-reference of an empty page")]
    public byte[] End()
    {
        using var document = NewDocument();
        var page = document.AddPage(PageSize.A4);
        foreach (var font in new[] { _fonts.Regular, _fonts.Bold, _fonts.Italic })
        {
            using (page.Tag(document.Structure.Add(StructureType.P)))
            {
                page.DrawText(60, 60, "Học bạ", font, 13);
            }
        }
        return document.ToArray();
    }

    [Benchmark(Description = "part: attachment")]
    public int Attach()
    {
        using var file = NewFile();
        new Attachment("a.xml", "text/xml", "Học bạ số", Time, AttachmentRelationship.Source).Write(file, _xml);
        return file.Output.Length;
    }

    private static readonly RendererOptions Options = new();

    private static readonly DateTimeOffset Time = new(2026, 5, 25, 2, 0, 0, TimeSpan.Zero);

    private PdfDocumentBuilder NewDocument() =>
        new(_fonts, new PdfDocumentOptions { Title = "Học bạ", CreationTime = Time });

    // The numbers of pages and fields are taken, as they are in a document.
    private PdfFileWriter NewFile() => new(ObjectNumbers.First + _drawn.Pages.Count, packs: true);

    private void WriteStructure(PdfFileWriter file) =>
        StructureWriter.Write(file, _drawn.Tree, _drawn.Pages, _drawn.Pages.Sum(static page => page.Annotations.Count));

    private static TranscriptSignature Signature(RoleClaim claim, int index) =>
        new()
        {
            Role = claim,
            Signer = $"Nguyễn Thị Người Ký {index}",
            Serial = $"5A3F00000000000000000000000000{index:D2}",
            Time = new DateTimeOffset(2026, 5, 25, 2, index, 0, TimeSpan.Zero),
        };
}
