// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using HocBaSo.Signing.TestKit;
using SchoolLevel = HocBaSo.Signing.Transcripts.SchoolLevel;

namespace HocBaSo.Signing.Integration;

/// <summary>Somebody else's gRPC: the system's python3, with stubs that Debian's protoc makes from protos/ now.</summary>
public sealed class PythonClientTests
{
    [Fact]
    public async Task PythonClient_WhenItSignsABatch_GetsAResultForEachItem()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        using var work = new TemporaryFolder();
        var stubs = await PythonStubs.MakeAsync(work);
        var transcripts = school.Transcripts(4);
        foreach (var transcript in transcripts)
        {
            work.Write(transcript.FileName, transcript.Xml);
        }
        work.Write("bad.xml", "<HocBaSo>"u8);
        // One of more than a message: white space after the root is no part of the signed elements.
        work.Write("large.xml", [.. transcripts[3].Xml, .. Enumerable.Repeat((byte)'\n', 700 * 1024)]);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        var steps = School
            .AllSteps(transcripts[0])
            .Steps.Select(static s =>
                $"{s.Role.ToString().ToUpperInvariant().Replace("PHATHANH", "PHAT_HANH")}={s.Identity}"
            );

        var run = await Tool.RunAsync(
            PythonStubs.Python,
            [
                Path.Combine(AppContext.BaseDirectory, "python", "batch_client.py"),
                stubs,
                server.Host.GrpcAddress.Authority,
                work.Path,
                .. steps,
            ]
        );
        Assert.True(run.ExitCode == 0, run.ToString());
        var lines = run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement)
            .ToList();

        Assert.Equal(("SERVING", "NOT_FOUND"), (Text(lines[0], "health"), Text(lines[0], "unknown")));
        Assert.Equal(
            ["Sign", "SignBatch", "SealTranscript", "SealTranscriptBatch"],
            lines[1].GetProperty("methods").EnumerateArray().Select(static m => m.GetString())
        );
        Assert.Contains("grpc.health.v1.Health", lines[1].GetProperty("services").ToString());
        Assert.Equal(
            ("INVALID_ARGUMENT", "INVALID_REQUEST", "settings.steps[0].identity"),
            (Text(lines[2], "code"), Text(lines[2], "reason"), Text(lines[2], "field"))
        );
        Assert.Equal(3, lines[3].GetProperty("forms").GetInt32());
        Assert.True(lines[3].GetProperty("rendered").GetBoolean());
        Assert.Equal(
            (3, 2, true),
            (
                lines[3].GetProperty("xml").GetInt32(),
                lines[3].GetProperty("pdf").GetInt32(),
                lines[3].GetProperty("bound").GetBoolean()
            )
        );
        var items = lines.Skip(4).ToDictionary(static line => Text(line, "item"));
        Assert.Equal(6, items.Count);
        Assert.Equal("MALFORMED_DOCUMENT", Text(items["bad.xml"], "error"));
        foreach (var name in transcripts.Select(static t => t.FileName).Append("large.xml"))
        {
            Assert.Equal(3, items[name].GetProperty("signatures").GetInt32());
            Assert.True(items[name].GetProperty("whole").GetBoolean());
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
