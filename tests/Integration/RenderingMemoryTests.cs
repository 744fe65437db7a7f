// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;
using Xunit.Abstractions;

namespace HocBaSo.Signing.Integration;

[Collection(nameof(AloneCollection))]
public sealed class RenderingMemoryTests(ITestOutputHelper output)
{
    private const long Room = 4 << 20;
    private const long MostCommitted = 400 << 20;

    [Fact]
    public Task RenderBatch_WhenAClassComes_KeepsMemoryFlat() => RenderAsync(300);

    [Fact]
    [Trait("Category", "Long")]
    public Task RenderBatch_WhenASchoolComes_KeepsMemoryFlat() => RenderAsync(2_000);

    // Live bytes after a third and at the end: what each transcript left behind would be there two thirds of all times.
    private async Task RenderAsync(int count)
    {
        using var school = new School(SchoolLevel.Thcs);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var samples = school.Transcripts(10);
        var documents = Enumerable
            .Range(0, count)
            .Select(i => new DocumentToSign(i.ToString(CultureInfo.InvariantCulture), samples[i % samples.Count].Xml));
        var (done, bytes, early, committed) = (0, 0L, 0L, 0L);
        await foreach (var item in server.Client.RenderBatchAsync(documents.ToAsyncEnumerable()))
        {
            Assert.True(item.IsRendered, item.Error?.Message);
            bytes += item.Rendered.Document.Length;
            committed = Math.Max(committed, GC.GetGCMemoryInfo().TotalCommittedBytes);
            if (++done == count / 3)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }
        var late = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{count}: {bytes} bytes rendered, {early} live, then {late}; {committed} committed at most");

        Assert.Equal(count, done);
        Assert.True(late - early < Room, $"{early} bytes were live after a third, {late} at the end.");
        Assert.True(committed < MostCommitted, $"{committed} bytes were committed.");
        // So that growth would have been seen.
        Assert.True(bytes / 2 > Room, $"{bytes} bytes were rendered.");
    }
}
