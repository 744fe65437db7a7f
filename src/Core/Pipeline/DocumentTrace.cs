// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;

namespace HocBaSo.Signing.Core;

/// <summary>A document that is being measured.</summary>
/// <param name="span">Its span; null when nobody takes it.</param>
/// <param name="start">When it began; 0 when nobody asks how long it takes.</param>
internal readonly struct DocumentTrace(Activity? span, long start) : IDisposable
{
    public long Start => start;

    public void Fail(SigningErrorKind error)
    {
        if (span is not null)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", error.ToString());
        }
    }

    public void Dispose() => span?.Dispose();
}
