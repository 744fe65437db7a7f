// SPDX-License-Identifier: Apache-2.0
using System.Security.Cryptography;

namespace HocBaSo.Signing.Core;

/// <summary>The hand-over between preparing and completing a document timestamp. Made by a document format.</summary>
/// <param name="TimestampId">The Id of the timestamp within its document: the name of its field.</param>
/// <param name="DigestAlgorithm">The algorithm of <paramref name="Digest"/>.</param>
/// <param name="Digest">What an authority is asked to stamp (MessageImprint.hashedMessage).</param>
public sealed record PreparedTimestamp(
    string TimestampId,
    HashAlgorithmName DigestAlgorithm,
    ReadOnlyMemory<byte> Digest
);
