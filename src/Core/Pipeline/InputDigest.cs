// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;
using System.Text;

namespace HocBaSo.Signing.Core;

/// <summary>SHA-256 over a document and what was asked of it: tells a repeated request from another one with the same id.</summary>
internal static class InputDigest
{
    public static byte[] Of(SigningRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The count says where the steps end: a document's first lines must not pass for a step.
        var asked = new StringBuilder().Append(request.Format).Append('\n').Append(request.Profile).Append('\n');
        asked.Append(request.Steps.Count).Append(request.DocumentTimestamp ? "+timestamp" : "").Append('\n');
        foreach (var step in request.Steps)
        {
            // Names cannot hold a line feed (checked on receipt), so no two lists of steps give the same text.
            asked
                .Append(step.ClaimedRole)
                .Append('\n')
                .Append(step.IdentityId)
                .Append('\n')
                .Append(step.Level)
                .Append('\n');
        }
        hash.AppendData(Encoding.UTF8.GetBytes(asked.ToString()));
        hash.AppendData(request.Document.Span);
        return hash.GetHashAndReset();
    }
}
