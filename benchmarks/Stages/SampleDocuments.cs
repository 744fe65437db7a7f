// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>The documents that stages work on; equal on every machine.</summary>
internal static class SampleDocuments
{
    private const int Seed = 5; // whose first pupil fills the seven pages of the form
    private const int Pages = 5;

    /// <summary>Says what <see cref="FivePages"/> is.</summary>
    public const string FivePagesText = "PDF, five pages, 60 KB";

    /// <summary>The roles that sign a PDF.</summary>
    public static IReadOnlyList<RoleClaim> PdfRoles { get; } =
    [new(SignerRole.Gvcn), new(SignerRole.Cbql), new(SignerRole.PhatHanh)];

    /// <summary>A lower secondary school: 13 subjects, 16 signatures.</summary>
    public static SampleSchool School { get; } = SampleClass.School(SchoolLevel.Thcs, Seed);

    /// <summary>Transcripts of pupils of that school.</summary>
    public static IReadOnlyList<SampleTranscript> Transcripts(int count) =>
        [.. SampleClass.Generate(SchoolLevel.Thcs, count, Seed)];

    /// <summary>The first pupil's.</summary>
    public static SampleTranscript Transcript { get; } = Transcripts(1)[0];

    /// <summary>The first pupil's, a remark of which grows until the document has a length.</summary>
    public static byte[] TranscriptOf(int length)
    {
        var text = Encoding.UTF8.GetString(Transcript.Xml);
        var end = text.IndexOf("</NhanXet>", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Insert(end, new string('x', length - Transcript.Xml.Length)));
    }

    /// <summary>A PDF of five pages and 60 KB; another number, another document.</summary>
    public static byte[] FivePages(int number = 0)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add($"<< /Type /Pages /Kids [3 0 R 5 0 R 7 0 R 9 0 R 11 0 R] /Count {Pages} >>");
        var content = $"% {number:D8}\n" + new string('x', ((60 << 10) / Pages) - 200);
        for (var page = 0; page < Pages; page++)
        {
            Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + (2 * page)} 0 R >>");
            Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var xref = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(o => text.Append(CultureInfo.InvariantCulture, $"{o:D10} 00000 n \n"));
        text.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
