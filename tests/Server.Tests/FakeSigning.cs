// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Server.Tests;

/// <summary>Stands for the pipeline: what it gives back is made from what came, so that mix-ups show.</summary>
internal static class FakeSigning
{
    public static readonly DateTimeOffset Time = new(2026, 6, 1, 2, 3, 4, TimeSpan.Zero);

    /// <summary>The document with "signed" behind it.</summary>
    public static Task<SigningResult> Append(SigningRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Signed(request));

    public static SigningResult Signed(SigningRequest request)
    {
        byte[] document = [.. request.Document.Span, .. "signed"u8];
        return SigningResult.Of(
            new SignedDocument(
                request.Key.RequestId,
                document,
                SHA256.HashData(document),
                [
                    .. request
                        .Steps.Take(1)
                        .Select(s => new SignatureSummary("S-1", s.Claim, s.IdentityId, "0A", Time, Time, "tsa")),
                ],
                false
            )
            {
                DocumentTimestamp = request.DocumentTimestamp ? new DocumentTimestamp("DTS-1", Time, "tsa") : null,
            }
        );
    }

    public static SigningResult Failed(SigningErrorKind kind, string? field = null) =>
        SigningResult.Of(new SigningError(kind, "A sentence.", field));
}
