// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Grpc.Core;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>
/// The spans around the pipeline's: of a call, of an item of a stream, of an answer. Their tags hold methods, kinds and statuses only.
/// </summary>
internal static class CallSpans
{
    // W3C Trace Context.
    private const string TraceParent = "traceparent";
    private static readonly ActivitySource s_source = new(ServerInstruments.MeterName);

    /// <summary>The span of a call, below the caller's own where it sends one; null when nobody takes it.</summary>
    public static Activity? Begin(ServerCallContext context)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }
        // The host's own activity is exported by nobody: it must not become the parent.
        var host = Activity.Current;
        Activity.Current = null;
        var sent = context.RequestHeaders.GetValue(TraceParent);
        var caller = ActivityContext.TryParse(sent, null, isRemote: true, out var parent) ? parent : default;
        var span = s_source.StartActivity(context.Method.TrimStart('/'), ActivityKind.Server, caller);
        if (span is null)
        {
            Activity.Current = host;
        }
        span?.SetTag("rpc.system", "grpc");
        return span;
    }

    /// <summary>Ends what <see cref="Begin(ServerCallContext)"/> began, but for its disposal.</summary>
    public static void End(Activity? span, StatusCode status)
    {
        span?.SetTag("rpc.grpc.status_code", (int)status);
        span?.SetStatus(status == StatusCode.OK ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
    }

    /// <summary>
    /// The span of an item, in a trace of its own that is linked to the stream's: a stream may carry tens of thousands. Null when nobody
    /// takes it.
    /// </summary>
    public static Activity? BeginItem(ActivityContext stream)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }
        Activity.Current = null;
        ActivityLink[] links = stream == default ? [] : [new ActivityLink(stream)];
        return s_source.StartActivity("item", ActivityKind.Server, parentContext: default, links: links);
    }

    /// <summary>A span below the present one; null when nobody takes it.</summary>
    public static Activity? Begin(string name) => s_source.HasListeners() ? s_source.StartActivity(name) : null;
}
