// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

/// <summary>An XML that a PDF carries as its source, and what was found of it.</summary>
/// <param name="Name">Its name in the PDF.</param>
/// <param name="Sha256">SHA-256 of it, lower-case hex.</param>
/// <param name="Report">The verdict on it.</param>
/// <param name="File">The XML file that was given and that is the same or should be; null when there is none.</param>
/// <param name="IsSame">True when that file is the attachment, octet for octet.</param>
internal sealed record AttachedTranscript(
    string Name,
    string Sha256,
    VerificationReport Report,
    string? File,
    bool IsSame
);
