// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <summary>One year's transcript with what verification found.</summary>
public sealed record SignedTranscript
{
    /// <summary>The content.</summary>
    public required Transcript Transcript { get; init; }

    /// <summary>The signatures that passed; no others.</summary>
    public IReadOnlyList<TranscriptSignature> Signatures { get; init; } = [];

    /// <summary>The file, to be attached and to check the link of the next year; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Xml { get; init; }

    /// <summary>Default: a draft.</summary>
    public SealState State { get; init; }

    /// <summary>Puts a transcript and its report together.</summary>
    /// <exception cref="SigningException">As <see cref="TranscriptSignatures.From"/>.</exception>
    public static SignedTranscript From(Transcript transcript, VerificationReport report, ReadOnlyMemory<byte> xml) =>
        new()
        {
            Transcript = transcript,
            Signatures = TranscriptSignatures.From(report),
            State = TranscriptSignatures.StateOf(report),
            Xml = xml,
        };
}
