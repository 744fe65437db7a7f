// SPDX-License-Identifier: Apache-2.0
using System.Collections.Concurrent;
using System.Security.Cryptography;
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;

namespace HocBaSo.Signing.Integration;

/// <summary>Clients that sign until the server is gone, and remember what it acknowledged.</summary>
internal sealed class KillLoad(SampleTranscript transcript)
{
    private const int Callers = 4;
    private const int Patience = 60;
    private readonly ConcurrentDictionary<string, string> _acknowledged = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _more = new(0);
    private int _ids;

    /// <summary>SHA-256 in hex of every document that a client has got, by request id.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>Signs until the server is killed, after so many more documents were acknowledged.</summary>
    public async Task RunAsync(ServerProcess server, int documents)
    {
        var address = await server.Address;
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => SignAsync(address))).ToList();
        callers.Add(Task.Run(() => StreamAsync(address)));
        for (var i = 0; i < documents; i++)
        {
            Assert.True(await _more.WaitAsync(TimeSpan.FromSeconds(Patience)), "The server signs nothing.");
        }
        await server.KillAsync();
        await Task.WhenAll(callers);
        while (_more.Wait(0))
        {
            // What was acknowledged while it was being killed counts, but not for the next round.
        }
    }

    private async Task SignAsync(Uri address)
    {
        using var client = new SigningClient(address, new SigningClientOptions { MaxRetries = 0 });
        try
        {
            while (true)
            {
                var document = new DocumentToSign($"unary-{Interlocked.Increment(ref _ids)}", transcript.Xml);
                Acknowledge(await client.SignAsync(document, School.AllSteps(transcript)));
            }
        }
        catch (SigningClientException)
        {
            // The server is gone.
        }
    }

    private async Task StreamAsync(Uri address)
    {
        using var client = new SigningClient(address, new SigningClientOptions { MaxRetries = 0 });
        var options = new BatchOptions { BatchId = $"batch-{Interlocked.Increment(ref _ids)}", MaxInFlight = 8 };
        var documents = Enumerable.Range(0, 100_000).Select(i => new DocumentToSign($"{i}", transcript.Xml));
        try
        {
            await foreach (
                var item in client.SignBatchAsync(documents.ToAsyncEnumerable(), School.AllSteps(transcript), options)
            )
            {
                if (item.IsSigned)
                {
                    Acknowledge(item.Signed);
                }
            }
        }
        catch (SigningClientException)
        {
            // The server is gone.
        }
    }

    private void Acknowledge(SignedResult signed)
    {
        _acknowledged[signed.RequestId] = Convert.ToHexStringLower(SHA256.HashData(signed.Document.Span));
        _more.Release();
    }
}
