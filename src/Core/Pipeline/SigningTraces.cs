// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Core;

/// <summary>
/// The spans of the pipeline: one for a document, one for each stage of its way. Their tags hold kinds and counts; never a name, an id
/// that a caller chose, or a word of a document.
/// </summary>
internal static class SigningTraces
{
    private static readonly ActivitySource s_source = new(SigningInstruments.MeterName);

    /// <summary>The span of a document; null when nobody takes it.</summary>
    public static Activity? Document(SigningRequest request)
    {
        var span = s_source.HasListeners() ? s_source.StartActivity("document") : null;
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("hocbaso.format", SigningInstruments.NameOf(request.Format));
            if (SignatureProfile.IsOf(request.Format, request.Profile))
            {
                span.SetTag("hocbaso.profile", request.Profile);
            }
            span.SetTag("hocbaso.lane", NameOf(request.Lane));
            span.SetTag("hocbaso.document.size", request.Document.Length);
            span.SetTag("hocbaso.steps", request.Steps.Count);
        }
        return span;
    }

    /// <summary>The span of a stage; null when nobody takes that of its document.</summary>
    public static Activity? Stage(string stage) =>
        s_source.HasListeners() && Activity.Current is { IsAllDataRequested: true }
            ? s_source.StartActivity(stage)
            : null;

    public static string NameOf(SigningLane lane) => lane == SigningLane.Bulk ? "bulk" : "interactive";
}
