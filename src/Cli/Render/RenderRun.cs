// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Transcripts;
using HocBaSo.Signing.Xml;

namespace HocBaSo.Signing.Cli;

/// <summary>Verifies, reads, draws and writes; a file that fails doesn't stop the others.</summary>
/// <param name="renderer">Draws.</param>
/// <param name="draft">All that is asked for but the years.</param>
/// <param name="profile">What a transcript is, and who has to sign it.</param>
/// <param name="context">Whom to trust.</param>
/// <param name="folder">Where PDFs go.</param>
internal sealed class RenderRun(
    TranscriptRenderer renderer,
    RenditionRequest draft,
    TranscriptProfile profile,
    VerificationContext context,
    string folder
)
{
    private const string Extension = ".pdf";
    private readonly XmlDocumentVerifier _verifier = Verifiers.Xml(profile);
    private readonly List<RenderedFile> _rendered = [];
    private readonly List<BatchFailure> _failures = [];

    /// <summary>A PDF for each file.</summary>
    /// <exception cref="CommandException">Two PDFs would bear the same name.</exception>
    public async Task<RenderOutcome> EachAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellationToken)
    {
        var twice = files.GroupBy(NameOf, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1);
        if (twice is not null)
        {
            throw new CommandException($"{twice.Key}: two inputs would give this file");
        }
        foreach (var file in files)
        {
            await TryAsync(file, [file], cancellationToken);
        }
        return new RenderOutcome(_rendered, _failures);
    }

    /// <summary>One PDF of all files, named after the last one.</summary>
    public async Task<RenderOutcome> BookAsync(IReadOnlyList<BatchFile> files, CancellationToken cancellationToken)
    {
        await TryAsync(files[^1], files, cancellationToken);
        return new RenderOutcome(_rendered, _failures);
    }

    private async Task TryAsync(BatchFile name, IReadOnlyList<BatchFile> files, CancellationToken cancellationToken)
    {
        try
        {
            var years = new List<SignedTranscript>();
            foreach (var file in files)
            {
                years.Add(Read(await file.ReadAsync(cancellationToken)));
            }
            var rendition = renderer.Render(draft with { Years = years });
            var path = Path.Combine(folder, NameOf(name));
            await AtomicFile.WriteAsync(path, rendition.Document, cancellationToken);
            _rendered.Add(
                new RenderedFile(path, rendition.Form, rendition.Pages.Count, rendition.IsDraft, rendition.Warnings)
            );
        }
        catch (SigningException e)
        {
            _failures.Add(new BatchFailure(name.Name, e.Kind.ToString(), e.Message, e.Field));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failures.Add(new BatchFailure(name.Name, "UNREADABLE", e.Message, null));
        }
    }

    private SignedTranscript Read(ReadOnlyMemory<byte> xml)
    {
        var (report, year) = _verifier.VerifyAndRead(
            xml,
            context,
            (document, found) =>
            {
                // The report first: a broken file is refused by its signature, not by a value that somebody changed.
                var signatures = TranscriptSignatures.From(found);
                return new SignedTranscript
                {
                    Transcript = TranscriptReader.Read(document.Root, profile.Mapping),
                    Signatures = signatures,
                    State = TranscriptSignatures.StateOf(found),
                    Xml = xml,
                };
            }
        );
        return year
            ?? throw new SigningException(
                SigningErrorKind.MalformedDocument,
                report.Reason ?? "The document can't be read."
            );
    }

    private static string NameOf(BatchFile file) => Path.GetFileNameWithoutExtension(file.Name) + Extension;
}
