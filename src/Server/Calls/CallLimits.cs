// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;
using HocBaSo.Signing.Server.Batches;

namespace HocBaSo.Signing.Server.Calls;

/// <summary>What calls may carry.</summary>
internal sealed record CallLimits
{
    /// <summary>The largest document of a unary call in bytes.</summary>
    public const int MaxUnaryBytes = 4 << 20;

    /// <summary>
    /// The largest message in bytes. Above the limit of documents, so that one over that is told DOCUMENT_TOO_LARGE; what is
    /// over this is cut off by gRPC itself, with a bare RESOURCE_EXHAUSTED.
    /// </summary>
    public const int MaxMessageBytes = 2 * MaxUnaryBytes;

    /// <summary>The largest message of a call that only asks: health, reflection, the list of forms.</summary>
    public const int MaxQuestionBytes = 4 << 10;

    /// <summary>The largest message of an administrator in bytes: four of the longest chains of certificates.</summary>
    public const int MaxAdministrationBytes = 256 << 10;

    /// <summary>The largest settings of a stream, which keeps them, in bytes: 2 MiB of images and the rest.</summary>
    public const int MaxSettingsBytes = 3 << 20;

    /// <summary>The same of one that seals: images for the rendition, and for the steps on it.</summary>
    public const int MaxSealSettingsBytes = MaxSettingsBytes + (2 << 20);

    /// <summary>The most documents that a client may ask to have in flight on a stream.</summary>
    public const int MaxAskedInFlight = 256;

    /// <summary>Documents in flight on a stream when the client asks for no number.</summary>
    public const int DefaultInFlight = 32;

    /// <summary>What all signatures of one XML document may add to it, in bytes.</summary>
    public const int MaxSignatureBytes = 1 << 20;

    /// <summary>The same for a PDF, whose signatures may bring images and fonts.</summary>
    public const int MaxPdfSignatureBytes = 8 << 20;

    /// <summary>What is reckoned for the rendition of one transcript, in bytes: the form, its fonts, the attachment.</summary>
    public const int RenditionBytes = 1 << 20;

    /// <summary>The most signatures in one request.</summary>
    public required int MaxSteps { get; init; }

    /// <summary>The largest XML document in bytes.</summary>
    public required int MaxXmlBytes { get; init; }

    /// <summary>The largest PDF document in bytes.</summary>
    public required int MaxPdfBytes { get; init; }

    /// <summary>The most documents in flight on a stream, whatever the client asks for.</summary>
    public required int MaxInFlightPerStream { get; init; }

    /// <summary>The most bytes in flight on a stream.</summary>
    public required long MaxBytesPerStream { get; init; }

    /// <summary>The same for documents that are only verified: signed here they may have outgrown the limit of those that are sent.</summary>
    public CallLimits ForVerification =>
        this with
        {
            MaxXmlBytes = MaxXmlBytes + MaxSignatureBytes,
            MaxPdfBytes = MaxPdfBytes + MaxPdfSignatureBytes,
        };

    /// <summary>The same for calls that take transcripts only, signed or not.</summary>
    public CallLimits ForTranscripts =>
        this with
        {
            MaxXmlBytes = MaxXmlBytes + MaxSignatureBytes,
            MaxPdfBytes = MaxXmlBytes + MaxSignatureBytes,
        };

    /// <summary>The most bytes in flight on all streams together.</summary>
    public required long MaxBytesInFlight { get; init; }

    /// <summary>How long a stream's client may send nothing while nothing of its own is in hand.</summary>
    public required TimeSpan IdleStream { get; init; }

    /// <summary>How long a stream's client may take no answer.</summary>
    public required TimeSpan StalledStream { get; init; }

    /// <summary>Checks the size of a unary document.</summary>
    public void RequireUnarySize(DocumentFormat? format, int length)
    {
        if (length == 0)
        {
            throw new SigningException(SigningErrorKind.InvalidRequest, "The document is missing.", "document");
        }
        var most = Math.Min(
            MaxUnaryBytes,
            format == DocumentFormat.Xml ? MaxXmlBytes : Math.Max(MaxPdfBytes, MaxXmlBytes)
        );
        if (length > most)
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"A document of this format has at most {most} bytes in this call.",
                "document"
            );
        }
    }

    /// <summary>Checks the size of several documents in one call.</summary>
    public static void RequireUnaryTotal(int length)
    {
        if (length > MaxUnaryBytes)
        {
            throw new SigningException(
                SigningErrorKind.DocumentTooLarge,
                $"The documents of one call have at most {MaxUnaryBytes} bytes together.",
                "transcripts"
            );
        }
    }

    /// <summary>The bounds of a stream.</summary>
    /// <param name="asked">What the client asks for; 0 for the default.</param>
    public BatchLimits ForStream(int asked)
    {
        if (asked is < 0 or > MaxAskedInFlight)
        {
            throw new SigningException(
                SigningErrorKind.InvalidRequest,
                $"max_in_flight is 1 to {MaxAskedInFlight}.",
                "settings.max_in_flight"
            );
        }
        var items = Math.Min(asked == 0 ? DefaultInFlight : asked, MaxInFlightPerStream);
        return new BatchLimits(items, MaxBytesPerStream, MaxXmlBytes, MaxPdfBytes);
    }
}
