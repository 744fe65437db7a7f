// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>Reads a file, tells its format and verifies it. Every failure is a verdict, never an exception.</summary>
internal sealed class FileVerifier(IDocumentVerifier xml, IDocumentVerifier pdf, VerificationContext context)
{
    /// <summary>Larger files are answered as unreadable: 64 MiB, the limit of a PDF.</summary>
    public const int MaxFileSize = 64 * 1024 * 1024;

    /// <summary>Verifies one file.</summary>
    public VerifiedFile Verify(string file) => new(file, ReportOf(file));

    private VerificationReport ReportOf(string file)
    {
        try
        {
            return Directory.Exists(file)
                ? VerificationReport.Unreadable(null, "A folder, not a file.")
                : ReportOf(ReadCapped(file));
        }
        catch (FileNotFoundException)
        {
            return VerificationReport.Unreadable(null, "No such file.");
        }
        catch (DirectoryNotFoundException)
        {
            return VerificationReport.Unreadable(null, "No such file.");
        }
        catch (UnauthorizedAccessException)
        {
            return VerificationReport.Unreadable(null, "No permission to read the file.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return VerificationReport.Unreadable(null, "The file can't be read.");
        }
    }

    private VerificationReport ReportOf(ReadOnlyMemory<byte>? document) =>
        document is not { } octets
            ? VerificationReport.Unreadable(null, $"The file is larger than {MaxFileSize / (1024 * 1024)} MiB.")
            : FormatSniffer.FormatOf(octets.Span) switch
            {
                DocumentFormat.Xml => xml.Verify(octets, context),
                DocumentFormat.Pdf => pdf.Verify(octets, context),
                _ when octets.IsEmpty => VerificationReport.Unreadable(null, "The file is empty."),
                _ => VerificationReport.Unreadable(null, "Neither XML nor PDF."),
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
