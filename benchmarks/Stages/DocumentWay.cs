// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Pdf;
using HocBaSo.Signing.Storage;
using HocBaSo.Signing.TestKit;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Benchmarks;

/// <summary>
/// A pipeline over the product's own parts and a journal in a file. Its clock stands, so the same document is prepared octet for
/// octet alike each time, and the token's values, made before, stay valid.
/// </summary>
internal sealed class DocumentWay : IDisposable
{
    private const int Workers = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly SigningInstruments _instruments = new();
    private readonly SqliteSigningJournal _journal;
    private readonly SigningPipeline _pipeline;
    private readonly FixedValueSigner _signer;
    private readonly DocumentFormat _format;
    private readonly byte[][] _documents;
    private readonly SigningStep[] _steps;

    public DocumentWay(DocumentFormat format, byte[][] documents, SigningStep step, SelfVerification verification)
    {
        (_format, _documents, _steps) = (format, documents, [step]);
        var school = new Signatories(SampleDocuments.School);
        _signer = new FixedValueSigner(school.Signer);
        _journal = SqliteSigningJournal.Open(
            new JournalOptions { Path = _folder.File("journal.db"), NodeId = "bench" },
            TimeProvider.System
        );
        var surroundings = new Surroundings(school.Catalog());
        var ports = new SigningPorts
        {
            Formats = [new XmlDocumentFormat(), new PdfDocumentFormat()],
            Verifiers = [new XmlDocumentVerifier([TranscriptProfile.Default]), new PdfDocumentVerifier()],
            Profiles = [TranscriptProfile.Default],
            Authorizer = new SigningAuthorizer(surroundings, surroundings),
            Journal = _journal,
            Signer = _signer,
            Timestamps = surroundings,
            Events = surroundings,
        };
        var options = new SigningPipelineOptions { SelfVerification = verification };
        _pipeline = new SigningPipeline(ports, options, new StandingClock(Signatories.Time), _instruments);
    }

    /// <summary>Signs every document once, by real keys.</summary>
    public void Learn()
    {
        Run(_documents.Length);
        _signer.StopLearning();
    }

    /// <summary>Signs that many documents; returns the bytes that came back.</summary>
    public int Run(int count)
    {
        var next = -1;
        async Task<int> WorkAsync()
        {
            var bytes = 0;
            for (int number; (number = Interlocked.Increment(ref next)) < count; )
            {
                bytes += await SignAsync(_documents[number % _documents.Length]).ConfigureAwait(false);
            }
            return bytes;
        }
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync));
        return Task.WhenAll(workers).GetAwaiter().GetResult().Sum();
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _instruments.Dispose();
        _folder.Dispose();
    }

    private async Task<int> SignAsync(byte[] document)
    {
        var request = new SigningRequest
        {
            Key = new RequestKey(Signatories.Tenant, "bench", Guid.CreateVersion7().ToString("N")),
            IsRepeatable = false,
            Format = _format,
            Document = document,
            Steps = _steps,
        };
        var result = await _pipeline.SignAsync(request, CancellationToken.None).ConfigureAwait(false);
        return result.IsSigned
            ? result.Document.Document.Length
            : throw new InvalidOperationException($"{result.Error.Kind}: {result.Error.Message}");
    }
}
