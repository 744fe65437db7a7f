// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.V1;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>A document late on a long stream costs what an early one did. The stricter form is benchmarks/stream-length.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StreamLengthTests
{
    // Other programs take processors as well: processor time of this process is compared, not time on the wall.
    private const double Room = 1.3;

    [Fact]
    public Task SignBatch_WhenTheStreamIsLong_LateDocumentsCostWhatEarlyOnesDid() => CompareAsync(800, 6);

    [Fact]
    [Trait("Category", "Long")]
    public Task SignBatch_WhenTheStreamIsVeryLong_LateDocumentsCostWhatEarlyOnesDid() => CompareAsync(5_000, 8);

    private static async Task CompareAsync(int part, int parts)
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var transcript = school.Transcripts(1)[0];
        var settings = new SigningSettings { Steps = { School.AllSteps(transcript).Steps[0] } };
        var documents = Enumerable.Range(0, part * parts).Select(i => new DocumentToSign($"d{i}", transcript.Xml));
        var (costs, held) = (new List<TimeSpan>(), new List<long>());
        var (seen, before) = (0, Environment.CpuUsage.TotalTime);

        await foreach (var result in server.Client.SignBatchAsync(documents.ToAsyncEnumerable(), settings))
        {
            Assert.True(result.IsSigned, result.Error?.Message);
            if (++seen % part == 0)
            {
                var now = Environment.CpuUsage.TotalTime;
                costs.Add(now - before);
                held.Add(GC.GetTotalMemory(forceFullCollection: true));
                before = Environment.CpuUsage.TotalTime;
            }
        }

        Assert.Equal(part * parts, seen);
        // In the first part everything is compiled; from the second on nothing may grow. What else the machine does makes a part
        // dear, never cheap: the cheapest late one is compared with the dearest early one.
        var (early, late) = (costs[1..(parts / 2)], costs[(parts / 2)..]);
        Assert.True(late.Min() < Room * early.Max(), $"{early.Max()} for {part} early, {late.Min()} for as many late");
        Assert.True(held[^1] - held[1] < 16 << 20, $"{held[1] >> 20} MiB became {held[^1] >> 20} MiB");
    }
}
