// SPDX-License-Identifier: Apache-2.0
using BenchmarkDotNet.Attributes;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Writing;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>One year's paper form as PDF/A-3b, with all signatures in words; one thread.</summary>
public class RenditionBenchmarks
{
    private TranscriptRenderer _renderer = null!;
    private RenditionRequest _plain = null!;
    private RenditionRequest _attached = null!;

    /// <summary>Which form: THCS has seven pages.</summary>
    [Params(SchoolLevel.TieuHoc, SchoolLevel.Thcs, SchoolLevel.Thpt)]
    public SchoolLevel Level { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _renderer = new TranscriptRenderer(FontLibrary.Load());
        var sample = SampleClass.Generate(Level, 1, 5).Single();
        var year = new SignedTranscript
        {
            Transcript = sample.Transcript,
            State = SealState.Complete,
            Signatures = [.. sample.Claims.Select(Signature)],
        };
        _plain = new RenditionRequest { Years = [year] };
        _attached = new RenditionRequest { Years = [year with { Xml = sample.Xml }] };
    }

    [Benchmark(Description = "rendition")]
    public Rendition Plain() => _renderer.Render(_plain);

    [Benchmark(Description = "rendition with the XML attached")]
    public Rendition WithAttachment() => _renderer.Render(_attached);

    private static TranscriptSignature Signature(RoleClaim claim, int index) =>
        new()
        {
            Role = claim,
            Signer = $"Nguyễn Thị Người Ký {index}",
            Serial = $"5A3F00000000000000000000000000{index:D2}",
            Time = new DateTimeOffset(2026, 5, 25, 2, index, 0, TimeSpan.Zero),
        };
}
