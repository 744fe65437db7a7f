// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>What other tests hold at the same time would be counted with it.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SealingMemoryTests
{
    [Fact]
    public async Task SignBatch_WhenTenThousandDocumentsCome_KeepsMemoryFlat()
    {
        const int Count = 10_000;
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var homeroom = new SigningSettings { Steps = { School.AllSteps(transcript).Steps[0] } };
        var documents = Enumerable.Range(0, Count).Select(i => new DocumentToSign($"d{i}", transcript.Xml));
        long early = 0;
        var seen = 0;
        await foreach (var result in server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), homeroom))
        {
            Assert.True(result.IsSigned, result.Error?.Message);
            if (++seen == 2_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        var late = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal(Count, seen);
        // 8,000 documents of this size are more than 100 MB, in and out.
        Assert.True(late - early < 16 << 20, $"grew by {late - early} bytes");
    }
}
