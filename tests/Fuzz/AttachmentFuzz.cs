// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf.Attachments;
using HocBaSo.Signing.TestKit;

namespace HocBaSo.Signing.Fuzz;

/// <summary>Mutated PDFs with embedded files: read or refused with a kind, never another exception, never slow, never large.</summary>
public sealed class AttachmentFuzz
{
    private const long MaxAllocated = 128 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Read_WhenPdfIsMutated_OnlyReadsOrRefuses()
    {
        var originals = Seeds();
        var (read, refused) = (0, 0);
        for (var i = 0; i < FuzzCount.Value; i++)
        {
            var pdf = new PdfMutator(i).Mutate(originals[i % originals.Length]);
            var (start, allocated) = (CpuClock.Now, GC.GetAllocatedBytesForCurrentThread());
            try
            {
                read += PdfAttachments.Read(pdf).Count > 0 ? 1 : 0;
            }
            catch (SigningException refusal)
            {
                refused++;
                Assert.StartsWith("offset ", refusal.Field, StringComparison.Ordinal);
            }
            Assert.True(CpuClock.Now - start < s_limit, $"mutation {i} was slow");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MaxAllocated, $"mutation {i} was large");
        }
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    private static byte[][] Seeds()
    {
        const string Page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
        const string Specification =
            "<< /Type /Filespec /F (a.xml) /UF (a.xml) /AFRelationship /Source /EF << /F 5 0 R /UF 5 0 R >> >>";
        const string Plain = "<< /Type /EmbeddedFile /Length 4 >>\nstream\n<a/>\nendstream";
        const string Packed = "<< /Length 13 /Filter [/AHx /RL] >>\nstream\n033C612F3E80>\nendstream";
        const string Tree = "/Names << /EmbeddedFiles << /Kids [<< /Names [(a) 4 0 R (b) 4 0 R] >>] >> >>";
        return
        [
            SmallPdf.WithCatalog("/AF [4 0 R] " + Tree, Page, Specification, Plain),
            SmallPdf.WithCatalog(Tree, Page, Specification, Packed),
            SmallPdf.WithCatalog("/AF [<< /EF << /UF 5 0 R >> >> 4 0 R]", Page, Specification, Plain),
        ];
    }
}
