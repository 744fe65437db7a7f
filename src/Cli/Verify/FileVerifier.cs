// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>
/// Reads a file, tells its format and verifies it. Every failure is a verdict, never an exception, but for a folder of revisions
/// that can't be written.
/// </summary>
internal sealed class FileVerifier(
    IDocumentVerifier xml,
    IDocumentVerifier pdf,
    VerificationContext context,
    RevisionFolder? revisions = null,
    GivenTranscripts? given = null
)
{
    private readonly PairCheck _pairs = new(xml, context, given ?? new GivenTranscripts([]));

    /// <summary>Larger files are answered as unreadable: 64 MiB, the limit of a PDF.</summary>
    public const int MaxFileSize = 64 * 1024 * 1024;

    // Sentences of the JSON contract; the report for people tells them in its own language.
    internal const string Folder = "A folder, not a file.";
    internal const string Missing = "No such file.";
    internal const string NoPermission = "No permission to read the file.";
    internal const string CannotRead = "The file can't be read.";
    internal const string TooLarge = "The file is larger than 64 MiB.";
    internal const string Empty = "The file is empty.";
    internal const string OtherFormat = "Neither XML nor PDF.";

    /// <summary>Verifies one file, and writes its revisions where they were asked for.</summary>
    public VerifiedFile Verify(string file)
    {
        var document = Read(file, out var refusal);
        var report = refusal is null ? ReportOf(document) : VerificationReport.Unreadable(null, refusal);
        // From the octets that were verified: the file may be another one by now.
        return new VerifiedFile(file, report)
        {
            Revisions = revisions?.Write(file, document, report),
            Pair = IsReadablePdf(report) ? _pairs.Check(document) : null,
        };
    }

    private static bool IsReadablePdf(VerificationReport report) =>
        report.Format == DocumentFormat.Pdf && report.Integrity is not (Integrity.Unreadable or Integrity.Unsupported);

    /// <summary>The octets of a file; the refusal says why there are none.</summary>
    internal static ReadOnlyMemory<byte> Read(string file, out string? refusal)
    {
        refusal = null;
        try
        {
            refusal = Directory.Exists(file) ? Folder : null;
            if (refusal is null && ReadCapped(file) is { } document)
            {
                return document;
            }
            refusal ??= TooLarge;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            refusal = Missing;
        }
        catch (UnauthorizedAccessException)
        {
            refusal = NoPermission;
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            refusal = CannotRead;
        }
        return default;
    }

    private VerificationReport ReportOf(ReadOnlyMemory<byte> document) =>
        FormatSniffer.FormatOf(document.Span) switch
        {
            DocumentFormat.Xml => xml.Verify(document, context),
            DocumentFormat.Pdf => pdf.Verify(document, context),
            _ when document.IsEmpty => VerificationReport.Unreadable(null, Empty),
            _ => VerificationReport.Unreadable(null, OtherFormat),
        };

    // Null when the file is over the limit; a file of unknown length (a pipe) is read no further than that.
    private static ReadOnlyMemory<byte>? ReadCapped(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        if (!stream.CanSeek)
        {
            return ReadUnknownLength(stream);
        }
        if (stream.Length > MaxFileSize)
        {
            return null;
        }
        var octets = new byte[stream.Length];
        return octets.Length == 0
            ? ReadUnknownLength(stream) // /proc and devices have no length
            : octets.AsMemory(0, stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false));
    }

    private static ReadOnlyMemory<byte>? ReadUnknownLength(FileStream stream)
    {
        var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0; )
        {
            if (whole.Length + count > MaxFileSize)
            {
                return null;
            }
            whole.Write(buffer, 0, count);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
