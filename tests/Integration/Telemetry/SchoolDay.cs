// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Integration.Telemetry;

/// <summary>A little of everything that a server is asked for.</summary>
internal static class SchoolDay
{
    /// <summary>Signs alone and in a stream, seals with a timestamp, verifies, and is refused.</summary>
    public static async Task WorkAsync(SigningClient client, IReadOnlyList<SampleTranscript> transcripts)
    {
        var steps = School.AllSteps(transcripts[0]);
        var signed = await client.SignAsync(new DocumentToSign("", transcripts[0].Xml), steps);
        await client.VerifyAsync(new DocumentToSign("", signed.Document));
        await StreamAsync(client, transcripts, steps);
        await RefuseAsync(client, steps);
    }

    /// <summary>All transcripts on one stream.</summary>
    public static async Task StreamAsync(
        SigningClient client,
        IReadOnlyList<SampleTranscript> transcripts,
        SigningSettings steps
    )
    {
        var items = transcripts.Select(static (t, i) => new DocumentToSign($"item-{i}", t.Xml));
        await foreach (var item in client.SignBatchAsync(items.ToAsyncEnumerable(), steps))
        {
            Assert.Null(item.Error);
        }
    }

    /// <summary>A document that can't be read.</summary>
    public static Task RefuseAsync(SigningClient client, SigningSettings steps) =>
        Assert.ThrowsAsync<SigningClientException>(() =>
            client.SignAsync(new DocumentToSign("", "<HocBaSo>"u8.ToArray()), steps)
        );
}
