// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>A span for a call, a document, and each stage of its way; an item of a stream is a trace of its own.</summary>
public sealed class TraceTests
{
    private static readonly string[] s_stages =
    [
        "receive",
        "authorize",
        "status",
        "open",
        "prepare",
        "intent",
        "sign",
        "timestamp",
        "complete",
        "verify",
        "outcome",
    ];

    [Fact]
    public async Task Sign_WhenTheCallerIsTraced_ShowsEveryStageBelowTheCallersSpan()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var listening = new Spans();
        using var caller = new Activity("caller").Start();

        var transcript = school.Transcripts(1)[0];
        await server.Client.SignAsync(new DocumentToSign("", transcript.Xml), School.AllSteps(transcript));

        var spans = await Spans.WaitAsync(() => listening.Of(caller.TraceId), HasCall);
        var call = Assert.Single(spans, static s => s.OperationName == "hocbaso.signing.v1.SigningService/Sign");
        Assert.Equal(ActivityKind.Server, call.Kind);
        var document = Assert.Single(spans, static s => s.OperationName == "document");
        Assert.Equal(call.SpanId, document.ParentSpanId);
        Assert.Equal("Xml", document.GetTagItem("hocbaso.format"));
        Assert.Equal(transcript.Claims.Count, document.GetTagItem("hocbaso.steps"));
        var stages = spans.Where(s => s.ParentSpanId == document.SpanId).Select(static s => s.OperationName);
        Assert.Equal(s_stages, stages.Distinct().OrderBy(static s => Array.IndexOf(s_stages, s)));
        var stamping = spans.Where(static s => s.OperationName == "timestamp").Select(static s => s.SpanId);
        var request = Assert.Single(spans, static s => s.OperationName == "timestamp request");
        Assert.Contains(request.ParentSpanId, stamping);
        Assert.Equal("Granted", request.GetTagItem("hocbaso.outcome"));
        Assert.All(spans, static s => Assert.NotEqual(ActivityStatusCode.Error, s.Status));
    }

    [Fact]
    public async Task Sign_WhenTheDocumentIsRefused_SaysWhyOnItsSpan()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var listening = new Spans();
        using var caller = new Activity("caller").Start();

        await SchoolDay.RefuseAsync(server.Client, School.AllSteps(school.Transcripts(1)[0]));

        var spans = await Spans.WaitAsync(() => listening.Of(caller.TraceId), HasCall);
        var document = Assert.Single(spans, static s => s.OperationName == "document");
        Assert.Equal(ActivityStatusCode.Error, document.Status);
        Assert.Equal("MalformedDocument", document.GetTagItem("error.type"));
        Assert.Equal(3, spans.Single(static s => s.Kind == ActivityKind.Server).GetTagItem("rpc.grpc.status_code"));
    }

    [Fact]
    public async Task SignBatch_WhenItemsAreTraced_EachIsATraceLinkedToTheStream()
    {
        using var school = new School(SchoolLevel.TieuHoc);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var listening = new Spans();
        using var caller = new Activity("caller").Start();
        var transcripts = school.Transcripts(3);

        await SchoolDay.StreamAsync(server.Client, transcripts, School.AllSteps(transcripts[0]));

        var stream = (await Spans.WaitAsync(() => listening.Of(caller.TraceId), HasCall)).Single(IsCall);
        var items = await Spans.WaitAsync(
            () => listening.LinkedTo(caller.TraceId),
            found => found.Count == transcripts.Count
        );
        Assert.Equal("hocbaso.signing.v1.SigningService/SignBatch", stream.OperationName);
        Assert.All(items, item => Assert.Equal(stream.SpanId, Assert.Single(item.Links).Context.SpanId));
        Assert.Equal(transcripts.Count, items.Select(static item => item.TraceId).Distinct().Count());
        foreach (var item in items)
        {
            var spans = listening.Of(item.TraceId);
            Assert.Equal(default, item.ParentSpanId);
            var below = spans.Where(s => s.ParentSpanId == item.SpanId).Select(static s => s.OperationName);
            Assert.Equal(["document", "return"], below);
            Assert.Contains(spans, static s => s.OperationName == "verify");
        }
    }

    [Fact]
    public async Task Spans_WhenAClassIsSigned_HoldNothingOfPupils()
    {
        using var school = new School(SchoolLevel.Thcs);
        await using var server = await RunningServer.StartAsync(school.WriteConfiguration());
        using var listening = new Spans();
        using var caller = new Activity("caller").Start();
        var transcripts = school.Transcripts(2);
        var name = transcripts[0].Transcript.Header.Pupil.FullName;

        await SchoolDay.WorkAsync(server.Client, transcripts);

        var items = await Spans.WaitAsync(() => listening.LinkedTo(caller.TraceId), static found => found.Count == 2);
        var spans = items.SelectMany(item => listening.Of(item.TraceId)).Concat(listening.Of(caller.TraceId)).ToArray();
        var secrets = transcripts.SelectMany(LogSecretsTests.Secrets).Append(school.Pin).Append("item-0").ToArray();
        Assert.Contains(name, secrets);
        foreach (var text in spans.SelectMany(Texts))
        {
            Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Texts(Activity span) =>
        span.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}").Append(span.DisplayName);

    private static bool HasCall(IReadOnlyList<Activity> spans) => spans.Any(IsCall);

    private static bool IsCall(Activity span) => span.Kind == ActivityKind.Server;
}
