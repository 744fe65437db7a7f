// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Client;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.V1;

namespace HocBaSo.Signing.Cli;

/// <summary>Seals transcripts over one stream and writes each pair: XML and PDF under one name, both or neither.</summary>
internal sealed class PairRun(SigningClient client, string folder)
{
    private readonly List<string> _sealed = [];
    private readonly List<BatchFailure> _failures = [];
    private int _signatures;

    /// <summary>The name of the PDF that belongs to an XML file.</summary>
    public static string PdfOf(string fileName) => Path.ChangeExtension(fileName, ".pdf");

    /// <summary>Seals all transcripts with the same steps.</summary>
    /// <param name="samples">The transcripts.</param>
    /// <param name="settings">Steps of both halves.</param>
    /// <param name="done">Called once for each.</param>
    /// <param name="cancellationToken">Stops; what was written stays.</param>
    public async Task<BatchOutcome> RunAsync(
        IReadOnlyCollection<SampleTranscript> samples,
        SealSettings settings,
        Action done,
        CancellationToken cancellationToken
    )
    {
        var pending = samples.Select(static s => s.FileName).ToHashSet(StringComparer.Ordinal);
        var documents = samples.ToAsyncEnumerable().Select(static s => new DocumentToSign(s.FileName, s.Xml));
        var failure = ("NO_ANSWER", "The server did not answer.", (string?)null);
        try
        {
            await foreach (var item in client.SealTranscriptBatchAsync(documents, settings, null, cancellationToken))
            {
                pending.Remove(item.Id);
                await TakeAsync(item, cancellationToken);
                done();
            }
        }
        catch (SigningClientException e)
        {
            failure = (e.Kind, e.Message, e.Field);
        }
        _failures.AddRange(pending.Select(name => new BatchFailure(name, failure.Item1, failure.Item2, failure.Item3)));
        return new BatchOutcome(_sealed, _signatures, _failures);
    }

    private async Task TakeAsync(BatchSealResult item, CancellationToken cancellationToken)
    {
        if (!item.IsSealed)
        {
            _failures.Add(new BatchFailure(item.Id, item.Error.Kind, item.Error.Message, item.Error.Field));
            return;
        }
        await WriteAsync(item.Id, item.Sealed.Xml, cancellationToken);
        await WriteAsync(PdfOf(item.Id), item.Sealed.Pdf, cancellationToken);
    }

    private async Task WriteAsync(string name, SignedResult half, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(Path.Combine(folder, name), half.Document, cancellationToken);
        _sealed.Add(name);
        _signatures += half.Signatures.Count;
    }
}
